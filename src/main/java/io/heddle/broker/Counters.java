package io.heddle.broker;

import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the broker has counted since it started. Safe for use by any thread; takes no lock, so it
 * may be used under any.
 */
public final class Counters implements Drops {
  private static final int LEVELS = Qos.values().length;

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final LongAdder[] drops = new LongAdder[DropReason.values().length * LEVELS];
  private final PacketCounts received = new PacketCounts();
  private final PacketCounts sent = new PacketCounts();
  private final Delays delays = new Delays();
  private final Arrivals arrivals = new Arrivals();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger mostConnected = new AtomicInteger();

  /** What is counted. */
  public enum Count {
    BYTES_RECEIVED,
    BYTES_SENT,
    SOCKETS,
    CONNECTIONS,
    SESSIONS_CREATED,
    /** With their connections. */
    SESSIONS_ENDED,
    SESSIONS_EXPIRED,
    /** They made way for a clean start. */
    SESSIONS_REPLACED,
    /** Another user came with their Client Identifiers. */
    SESSIONS_FOREIGN,
    /** Somebody ended them from outside. */
    SESSIONS_REMOVED,
    SUBSCRIPTIONS_ADDED,
    /** Times that a client read too slowly. */
    SLOW,
    /** Times that it did no longer, or left. */
    SLOW_NO_MORE,
    SESSIONS_REFUSED,
    /** Clients of whom it was not proved who they are, or that are not let in anonymously. */
    LOGINS_REFUSED,
    /** Clients that are known, and may not connect or leave their Will. */
    CONNECTS_DENIED,
    SUBSCRIPTIONS_DENIED,
    /** Clients that were not let in, or were disconnected, because they are banned. */
    CLIENTS_BANNED,
    /** Connections that were refused because too many came in a second. */
    CONNECTIONS_TOO_FAST,
    /** Clients that had to wait, each counted once, because they sent too fast. */
    CLIENTS_SLOWED
  }

  /** All at zero. */
  public Counters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
    for (int i = 0; i < drops.length; i++) {
      drops[i] = new LongAdder();
    }
  }

  /** Adds to a count. */
  public void add(Count count, long number) {
    Objects.requireNonNull(counts.get(count)).add(number);
  }

  /** A count. */
  public long get(Count count) {
    return Objects.requireNonNull(counts.get(count)).sum();
  }

  @Override
  public void dropped(DropReason reason, Qos qos, long messages) {
    drops(reason, qos).add(messages);
  }

  private LongAdder drops(DropReason reason, Qos qos) {
    return drops[reason.ordinal() * LEVELS + qos.value()];
  }

  /** How many messages of that level were dropped for that reason. */
  public long dropped(DropReason reason, Qos qos) {
    return drops(reason, qos).sum();
  }

  /** How many messages were dropped for that reason. */
  public long dropped(DropReason reason) {
    long sum = 0;
    for (Qos qos : Qos.values()) {
      sum += dropped(reason, qos);
    }
    return sum;
  }

  /** How many messages were dropped, for any reason. */
  public long dropped() {
    long sum = 0;
    for (LongAdder adder : drops) {
      sum += adder.sum();
    }
    return sum;
  }

  /** The packets of clients. */
  public PacketCounts received() {
    return received;
  }

  /** The packets to clients. */
  public PacketCounts sent() {
    return sent;
  }

  /** From the arrival of a message, or of what let it go on, to a receiver's socket. */
  public Delays delays() {
    return delays;
  }

  /** How clients came in. */
  public Arrivals arrivals() {
    return arrivals;
  }

  /** A client was accepted. */
  public void connected(Arrivals.Way way) {
    add(Count.CONNECTIONS, 1);
    arrivals.came(way);
    int now = connected.incrementAndGet();
    mostConnected.accumulateAndGet(now, Math::max);
  }

  /** A client that had been accepted is gone. */
  public void disconnected(Arrivals.Way way) {
    connected.decrementAndGet();
    arrivals.left(way);
  }

  /** How many clients are connected. */
  public int clientsConnected() {
    return connected.get();
  }

  /** The most clients that were connected at a time. */
  public int mostClientsConnected() {
    return mostConnected.get();
  }

  /** How many clients do not read as fast as they are sent to, at this moment. */
  public long slowClients() {
    return Math.max(0, get(Count.SLOW) - get(Count.SLOW_NO_MORE));
  }
}
