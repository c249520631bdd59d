package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes numbered messages of one QoS, and sends again what was not answered when it comes
 * again, as the standard says. One thread sends, another one takes the answers; this object guards
 * what is in flight.
 */
final class Publisher extends Actor {
  private static final int WINDOW = 20;
  private static final int LARGEST_ID = 65_535;
  private static final int USUAL_PADDING = 2_000;
  private static final int LARGE_PADDING = 60_000;

  private final Qos qos;
  private final Source source;
  private int number;

  /** In the order in which it was sent. */
  private final Map<Integer, Flight> flights = new LinkedHashMap<>();

  private int lastId;

  /** What this publisher publishes next. */
  interface Source {
    Letter next(Publisher by, int number);
  }

  /** A message on its way; guarded by the publisher. */
  private static final class Flight {
    private final Letter letter;
    private final Bytes payload;
    private boolean received;

    Flight(Letter letter, Bytes payload) {
      this.letter = letter;
      this.payload = payload;
    }

    Packet.Publish packet(int id, boolean dup, boolean retain) {
      TopicName topic = TopicName.of(letter.topic());
      return new Packet.Publish(dup, letter.qos(), retain, topic, id, Properties.NONE, payload);
    }
  }

  private final boolean retain;

  Publisher(Actor.Place place, Qos qos, boolean retain, Source source) {
    super(place);
    this.qos = qos;
    this.retain = retain;
    this.source = source;
  }

  Qos qos() {
    return qos;
  }

  @Override
  void visit(Line line) throws IOException, InterruptedException {
    resume(line, LARGEST_ID);
    for (Packet packet : again()) {
      line.send(packet);
    }
    Thread.ofVirtual().name(id + "-reader").start(() -> readAll(line));
    try {
      while (line.isOpen() && !arena.isOver()) {
        arena.awaitNoise(line);
        publish(line);
        arena.pause(random.nextInt(8));
        if (random.nextInt(500) == 0 && !arena.isQuiet()) {
          line.reset();
        }
      }
    } finally {
      line.close();
    }
  }

  /** What was not answered, in its order: PUBLISH with DUP, or PUBREL. */
  private synchronized List<Packet> again() {
    List<Packet> packets = new ArrayList<>();
    flights.forEach((packetId, flight) -> {
      if (flight.received) {
        packets.add(new Packet.Pubrel(packetId, ReasonCode.SUCCESS, Properties.NONE));
      } else {
        flight.letter.repeated();
        packets.add(flight.packet(packetId, true, retain));
      }
    });
    return packets;
  }

  private void publish(Line line) throws IOException, InterruptedException {
    Packet.Publish packet;
    synchronized (this) {
      while (flights.size() >= WINDOW && line.isOpen() && !arena.isOver()) {
        wait(100);
      }
      if (!line.isOpen() || arena.isOver() || arena.isQuiet()) {
        return;
      }
      Letter letter = source.next(this, ++number);
      int padding = random.nextInt(random.nextInt(50) == 0 ? LARGE_PADDING : USUAL_PADDING);
      Flight flight = new Flight(letter, letter.payload(padding));
      int packetId = nextId();
      flights.put(packetId, flight);
      packet = flight.packet(packetId, false, retain);
    }
    line.send(packet);
  }

  private int nextId() {
    do {
      lastId = lastId % LARGEST_ID + 1;
    } while (flights.containsKey(lastId));
    return lastId;
  }

  private void readAll(Line line) {
    try (line) {
      Packet packet = line.read();
      while (packet != null) {
        take(packet, line);
        packet = line.read();
      }
    } catch (IOException e) {
      // The connection is over.
    } catch (AssertionError | RuntimeException fault) {
      ledger.fault(id + ": " + fault);
    } finally {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void take(Packet packet, Line line) throws IOException {
    switch (packet) {
      case Packet.Puback(int packetId, ReasonCode reason, Properties any) -> {
        answered(packetId, reason, "PUBACK");
        over(packetId);
      }
      case Packet.Pubrec(int packetId, ReasonCode reason, Properties any) -> {
        answered(packetId, reason, "PUBREC");
        line.send(new Packet.Pubrel(packetId, ReasonCode.SUCCESS, Properties.NONE));
      }
      case Packet.Pubcomp(int packetId, ReasonCode reason, Properties any) -> over(packetId);
      case Packet.Disconnect(ReasonCode reason, Properties any) -> {
        if (reason != ReasonCode.SERVER_SHUTTING_DOWN) {
          ledger.fault(id + " was disconnected: " + packet);
        }
      }
      default -> ledger.fault(id + " got " + packet);
    }
  }

  private synchronized void answered(int packetId, ReasonCode reason, String packet) {
    Flight flight = flights.get(packetId);
    if (flight == null) {
      ledger.fault(
          id + " got " + packet + " for the identifier " + packetId + " that is not in use");
    } else if (reason.isError()) {
      ledger.fault(flight.letter + " was refused with " + reason);
    } else {
      flight.received = true;
      ledger.acknowledged(flight.letter);
    }
  }

  private synchronized void over(int packetId) {
    flights.remove(packetId);
    notifyAll();
  }

  /** Whether everything is answered. */
  synchronized boolean isIdle() {
    return flights.isEmpty();
  }

  synchronized String unanswered() {
    return id
        + " waits for the answers to "
        + flights.values().stream().map(f -> f.letter).toList();
  }
}
