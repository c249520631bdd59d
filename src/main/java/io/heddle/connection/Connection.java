package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.broker.Arrivals;
import io.heddle.broker.Core;
import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import io.heddle.session.Turns;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One client, from its first byte to its last. {@link #run} is the whole life of the client's
 * virtual thread: read what is there, answer it packet by packet, flush once, read again.
 * Everything that ends it arrives in one place there.
 *
 * <p>The fields belong to that thread; other threads reach the client through its {@link Outbox}
 * only.
 */
public final class Connection implements Runnable {
  /**
   * After that many batches, or some large ones, another thread gets a turn: a client that always
   * has more to say would keep its carrier.
   */
  private static final int BATCHES_AT_A_TIME = 16;

  /** A batch of messages that many want is cut after about a millisecond of work. */
  private static final int DELIVERIES_AT_A_TIME = 20_000;

  private final Link link;
  private final Surroundings surroundings;
  private final Counters counters;
  private final PacketDecoder decoder = new PacketDecoder();
  private final Inbox inbox;
  private final Outbox outbox;
  private final Shuttle shuttle;
  private final Turns turns = new Turns();
  private final Backpressure pause;
  private Caller caller = Caller.UNKNOWN;
  private @Nullable Identification identification;
  private @Nullable Served client;

  /** Written by the own thread when the client is known, read by any. */
  private volatile BooleanSupplier isBanned = () -> false;

  /** A client that was accepted and has said nothing yet. */
  public Connection(Link link, Surroundings surroundings) {
    this.link = link;
    this.surroundings = surroundings;
    this.counters = surroundings.core().counters();
    this.inbox =
        new Inbox(
            link,
            surroundings.buffers(),
            decoder,
            surroundings.options().firstPacketMax(),
            new Tally(counters.received()));
    this.outbox = new Outbox(link, surroundings);
    this.shuttle = new Shuttle(outbox.sent.at(inbox.tally().at(surroundings.clock().millis())));
    this.pause = new Backpressure();
  }

  @Override
  public void run() {
    Farewell farewell = Farewell.network("it closed the connection without DISCONNECT");
    counters.add(Count.SOCKETS, 1);
    try {
      connect();
      serve();
    } catch (Farewell end) {
      farewell = end;
    } catch (MalformedPacket malformed) {
      farewell = Farewell.server(malformed.reason(), String.valueOf(malformed.getMessage()));
    } catch (LinkViolationException violation) {
      farewell = Farewell.violation(String.valueOf(violation.getMessage()));
    } catch (IOException lost) {
      farewell = Farewell.network("its connection was lost: " + lost.getMessage());
    } catch (RuntimeException | Error fault) {
      surroundings.logbook().fault(caller, link.peer(), fault);
      farewell = Farewell.server(ReasonCode.UNSPECIFIED_ERROR, "a fault of the server");
    } finally {
      goodbye(farewell);
    }
  }

  /**
   * The broker stops: the client is told, where its version can be, and given a moment to read it.
   * Any thread may call this.
   */
  public void stop() {
    outbox.end(ReasonCode.SERVER_SHUTTING_DOWN, "the broker stops");
  }

  /** Ends the connection of a client that is banned now. Any thread may call this. */
  public void checkBans() {
    if (isBanned.getAsBoolean() && outbox.farewell() == null) {
      counters.add(Count.CLIENTS_BANNED, 1);
      // 0x8A is for CONNACK alone by the table of DISCONNECT.
      outbox.end(ReasonCode.ADMINISTRATIVE_ACTION, "it is banned");
    }
  }

  /** Cuts the connection, whatever is on its way. Any thread may call this. */
  public void cut() {
    link.close();
  }

  private void connect() throws Farewell, MalformedPacket {
    Deadline deadline = new Deadline(link, surroundings, outbox);
    try {
      Packet.Connect connect = new Threshold(inbox, outbox, decoder, this::identify).connect();
      deadline.connected();
      caller = Caller.of(connect);
      outbox.chronicle.asks(connect);
      Identification asked = Objects.requireNonNull(identification);
      Handshake handshake = new Handshake(asked, outbox, connect);
      Identification.Known known = handshake.identify(inbox);
      deadline.met();
      shuttle.now(surroundings.core().clock().millis());
      take(handshake.accept(known, shuttle), asked);
    } finally {
      deadline.cancel();
    }
  }

  private void identify() throws Farewell {
    identification = outbox.chronicle.takenAs(Identification.of(link, surroundings));
  }

  private void take(Handshake.Accepted accepted, Identification asked) {
    Client who = accepted.known().client();
    caller = caller.known(who);
    surroundings.logbook().came(caller, link.peer());
    Thread.currentThread().setName(caller.threadName());
    outbox.writer.name(caller.threadName());
    client = served(accepted, asked);
    isBanned = () -> asked.ban(who) != null;
    checkBans();
  }

  private Served served(Handshake.Accepted accepted, Identification asked) {
    ClientInfo info = accepted.info();
    Arrivals.Way way = counters.arrivals().way(info.client().peer().listener(), info.protocol());
    counters.connected(way);
    Bounds bounds = accepted.known().bounds();
    outbox.presence = Presence.of(info, inbox.tally(), outbox.sent, bounds, surroundings);
    inbox.known(bounds.options().packetSizeMax());
    Validity validity =
        Validity.watch(surroundings.core(), outbox, bounds.limits().until(), accepted.latest());
    KeepAlive keepAlive = KeepAlive.watch(surroundings.core().timer(), outbox, info.keepAlive());
    Runnable beforeWaiting =
        () -> {
          endBatch();
          keepAlive.hold();
        };
    shuttle.mayWait(accepted.attachment().session(), beforeWaiting);
    return new Served(
        accepted.attachment(),
        way,
        accepted.asksToLast(),
        bounds.sessionExpiryMax(),
        new Publishing(surroundings, accepted, shuttle, outbox),
        new FilterRequests(surroundings, accepted, outbox, shuttle),
        Reauthentication.of(accepted, outbox, validity, asked),
        keepAlive,
        validity,
        Pacer.of(asked, caller, outbox, beforeWaiting));
  }

  private void serve() throws Farewell, MalformedPacket, IOException {
    Served known = Objects.requireNonNull(client);
    int batches = 0;
    do {
      beginBatch();
      boolean heard = inbox.makesHeadway();
      try {
        Packet packet;
        while ((packet = inbox.poll()) != null) {
          heard = true;
          Farewell.heed(outbox.farewell());
          if (known.pacer() != null && !known.pacer().lets(packet, inbox.lastLength())) {
            return;
          }
          handle(packet, known);
          if (shuttle.load() > DELIVERIES_AT_A_TIME) {
            endBatch();
            turns.next();
          }
        }
      } finally {
        endBatch();
      }
      batches += 1 + inbox.portions();
      if (batches >= BATCHES_AT_A_TIME) {
        batches = 0;
        turns.next();
      }
      if (outbox.farewell() != null) {
        return;
      }
      if (heard) {
        known.keepAlive().seen();
      }
    } while (inbox.read());
  }

  private void beginBatch() {
    Core core = surroundings.core();
    shuttle.begin(inbox.tally().at(core.clock().millis()), core.timer().nanos());
  }

  /**
   * Sends what the batch brought to others, then the answers to this client: in that order nobody
   * is told too early.
   */
  private void endBatch() {
    shuttle.flush();
    if (client != null) {
      client.publishing().brought(client.keepAlive());
    }
    outbox.flushAnswers();
    pause.afterBatch(shuttle.mark(), outbox);
    counters.add(Count.BYTES_RECEIVED, inbox.takeReceived());
    inbox.tally().tell();
  }

  private void handle(Packet packet, Served known) throws Farewell {
    Attachment attachment = known.attachment();
    outbox.chronicle.received(packet);
    switch (packet) {
      case Packet.Publish publish -> {
        inbox.tally().payload(publish.payload().length());
        known.publishing().received(publish);
      }
      case Packet.Puback puback -> attachment.puback(puback.packetId(), puback.reason(), shuttle);
      case Packet.Pubrec pubrec -> received(pubrec, attachment);
      case Packet.Pubrel pubrel -> known.publishing().released(pubrel);
      case Packet.Pubcomp pubcomp -> attachment.pubcomp(pubcomp.packetId(), shuttle);
      case Packet.Subscribe subscribe -> known.filters().subscribe(subscribe);
      case Packet.Unsubscribe unsubscribe -> known.filters().unsubscribe(unsubscribe);
      case Packet.Pingreq ignored -> outbox.answer(new Packet.Pingresp());
      case Packet.Disconnect disconnect ->
          throw new Leaving(disconnect, known.attachment(), known.asksToLast())
              .farewell(known.sessionExpiryMax());
      case Packet.Connect ignored -> throw Farewell.violation("a second CONNECT");
      case Packet.Auth auth -> {
        // It may have to wait for whoever decides.
        endBatch();
        known.keepAlive().hold();
        known.reauthentication().received(auth);
      }
      case Packet.Connack ignored -> throw Farewell.violation("CONNACK from a client");
      case Packet.Suback ignored -> throw Farewell.violation("SUBACK from a client");
      case Packet.Unsuback ignored -> throw Farewell.violation("UNSUBACK from a client");
      case Packet.Pingresp ignored -> throw Farewell.violation("PINGRESP from a client");
    }
  }

  /**
   * PUBREC is answered with PUBREL also when its identifier is unknown, or the client would wait
   * for ever {@code [MQTT-4.3.3-4]}.
   */
  private void received(Packet.Pubrec pubrec, Attachment attachment) {
    boolean found = attachment.pubrec(pubrec.packetId(), pubrec.reason(), shuttle);
    if (!pubrec.reason().isError()) {
      outbox.answer(
          pubrec.pubrel(found ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
    }
  }

  /** The session is let go first: a client that hears the end and comes back finds it free. */
  private void goodbye(Farewell found) {
    Farewell farewell = Objects.requireNonNullElse(outbox.farewell(), found);
    Served known = client;
    try {
      if (known != null) {
        known.stop();
        counters.disconnected(known.way());
        surroundings.core().sessions().leave(known.attachment(), farewell.keepsWill());
      }
    } finally {
      outbox.end(farewell);
      inbox.release();
      inbox.tally().tell();
      surroundings.logbook().ended(caller, link.peer(), farewell);
      new Lingering(link, surroundings).close(farewell);
      outbox.chronicle.over(farewell, outbox.info());
    }
  }
}
