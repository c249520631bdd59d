package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a session that stays, comes and goes, and acknowledges what it gets. This object guards the
 * interests, which the thread of the test verifies; the rest belongs to the actor.
 */
final class Subscriber extends Actor {
  private static final int LONGEST_VISIT = 700;
  private static final int MOST_IN_FLIGHT = 60;

  private final Qos qos;
  private final List<String> filters;
  private final Nature nature;
  private final Inbox inbox;
  private final List<Interest> interests = new ArrayList<>();

  /** What was asked for over this connection, by Packet Identifier. */
  private final Map<Integer, Interest> asked = new HashMap<>();

  /** QoS 2 messages that the broker has not released. */
  private final Set<Integer> unreleased = new HashSet<>();

  private int lastRequest;

  /** How a subscriber behaves. */
  enum Nature {
    /** Subscribes once, and for ever. */
    STEADY,
    /** Subscribes to something and unsubscribes again. */
    FICKLE
  }

  Subscriber(Actor.Place place, Qos qos, Nature nature, List<String> filters, Inbox inbox) {
    super(place);
    this.qos = qos;
    this.nature = nature;
    this.filters = filters;
    this.inbox = inbox;
  }

  Inbox inbox() {
    return inbox;
  }

  @Override
  void visit(Line line) throws IOException {
    resume(line, 1 + random.nextInt(MOST_IN_FLIGHT));
    asked.clear();
    askAgain(line);
    if (!arena.isQuiet()) {
      ask(line);
    }
    Thread.ofVirtual().name(id + "-leaves").start(() -> leave(line));
    for (Packet packet = line.read(); packet != null; packet = line.read()) {
      take(packet, line);
    }
  }

  /**
   * At some time the visit ends, in one of three ways, or when everything is verified not at all.
   */
  private void leave(Line line) {
    arena.pause(random.nextInt(LONGEST_VISIT));
    try {
      if (arena.isQuiet()) {
        return;
      }
      switch (random.nextInt(3)) {
        case 0 -> line.send(Packet.Disconnect.NORMAL);
        case 1 -> line.reset();
        default -> line.close();
      }
    } catch (IOException e) {
      // It was over before.
    }
  }

  /** What was asked for and not answered when the connection ended. */
  private void askAgain(Line line) throws IOException {
    for (Interest interest : open()) {
      if (!interest.isGranted() || interest.isLeaving()) {
        request(interest, line);
      }
    }
  }

  private synchronized List<Interest> open() {
    return interests.stream().filter(interest -> !interest.isGone()).toList();
  }

  private void ask(Line line) throws IOException {
    List<String> missing = new ArrayList<>(filters);
    open().forEach(interest -> missing.remove(interest.filter().value()));
    for (String filter : missing) {
      if (nature == Nature.STEADY || random.nextInt(3) == 0) {
        Interest interest = new Interest(filter, ledger.tick());
        synchronized (this) {
          interests.add(interest);
        }
        request(interest, line);
      }
    }
    for (Interest interest : open()) {
      if (nature == Nature.FICKLE && interest.isGranted() && random.nextInt(3) == 0) {
        synchronized (this) {
          interest.leaving(ledger.tick());
        }
        request(interest, line);
      }
    }
  }

  private void request(Interest interest, Line line) throws IOException {
    int packetId = ++lastRequest % 1000 + 1;
    asked.put(packetId, interest);
    line.send(
        interest.isLeaving()
            ? new Packet.Unsubscribe(packetId, Properties.NONE, List.of(interest.filter()))
            : Packet.Subscribe.of(packetId, Subscription.of(interest.filter(), qos)));
  }

  private void take(Packet packet, Line line) throws IOException {
    switch (packet) {
      case Packet.Publish publish -> take(publish, line);
      case Packet.Pubrel pubrel -> {
        unreleased.remove(pubrel.packetId());
        line.send(pubrel.pubcomp(ReasonCode.SUCCESS));
      }
      case Packet.Suback suback -> answered(suback.packetId(), suback.reasons().getFirst(), packet);
      case Packet.Unsuback unsuback ->
          answered(unsuback.packetId(), unsuback.reasons().getFirst(), packet);
      case Packet.Disconnect(ReasonCode reason, Properties any) -> {
        if (reason != ReasonCode.SERVER_SHUTTING_DOWN && reason != ReasonCode.SESSION_TAKEN_OVER) {
          ledger.fault(id + " was disconnected: " + packet);
        }
      }
      default -> ledger.fault(id + " got " + packet);
    }
  }

  private synchronized void answered(int packetId, ReasonCode reason, Packet packet) {
    Interest interest = asked.remove(packetId);
    if (interest == null || reason.isError()) {
      ledger.fault(id + " got " + packet + " for " + interest);
    } else if (packet instanceof Packet.Unsuback) {
      interest.gone(ledger.tick());
    } else {
      interest.granted(ledger.tick());
    }
  }

  private void take(Packet.Publish publish, Line line) throws IOException {
    switch (publish.qos()) {
      case AT_MOST_ONCE -> ledger.fault(id + " got at QoS 0 " + publish);
      case AT_LEAST_ONCE -> {
        inbox.take(id, publish);
        line.send(publish.puback(ReasonCode.SUCCESS));
      }
      case EXACTLY_ONCE -> {
        if (unreleased.add(publish.packetId())) {
          inbox.take(id, publish);
        }
        line.send(publish.pubrec(ReasonCode.SUCCESS));
      }
    }
  }

  synchronized boolean wants(Letter letter) {
    return interests.stream().anyMatch(interest -> interest.wants(letter));
  }

  synchronized boolean allows(Letter letter) {
    return interests.stream().anyMatch(interest -> interest.allows(letter));
  }

  synchronized boolean standsSince(Letter letter) {
    return interests.stream().anyMatch(interest -> interest.standsSince(letter));
  }

  synchronized String story() {
    return id + " " + interests;
  }

  /** Interests that ended before anything that is still remembered. */
  synchronized void forget(long before) {
    interests.removeIf(interest -> interest.endedBefore(before));
  }
}
