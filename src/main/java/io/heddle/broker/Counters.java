package io.heddle.broker;

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
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<DropReason, LongAdder> drops = new EnumMap<>(DropReason.class);
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger mostConnected = new AtomicInteger();

  /** What is counted. */
  public enum Count {
    BYTES_RECEIVED,
    BYTES_SENT,
    PACKETS_RECEIVED,
    PACKETS_SENT,
    PUBLISHES_RECEIVED,
    PUBLISHES_SENT,
    PUBLISH_BYTES_RECEIVED,
    PUBLISH_BYTES_SENT,
    CONNECTIONS,
    SESSIONS_EXPIRED,
    SESSIONS_REFUSED,
    /** Clients of whom it was not proved who they are, or that are not let in anonymously. */
    LOGINS_REFUSED,
    /** Clients that are known, and may not connect or leave their Will. */
    CONNECTS_DENIED,
    SUBSCRIPTIONS_DENIED
  }

  /** All at zero. */
  public Counters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
    for (DropReason reason : DropReason.values()) {
      drops.put(reason, new LongAdder());
    }
  }

  /** Adds to a count. */
  public void add(Count count, long number) {
    adder(counts, count).add(number);
  }

  /** A count. */
  public long get(Count count) {
    return adder(counts, count).sum();
  }

  @Override
  public void dropped(DropReason reason, long messages) {
    adder(drops, reason).add(messages);
  }

  /** How many messages were dropped for that reason. */
  public long dropped(DropReason reason) {
    return adder(drops, reason).sum();
  }

  /** How many messages were dropped, for any reason. */
  public long dropped() {
    return drops.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** A client was accepted. */
  public void connected() {
    add(Count.CONNECTIONS, 1);
    int now = connected.incrementAndGet();
    mostConnected.accumulateAndGet(now, Math::max);
  }

  /** A client that had been accepted is gone. */
  public void disconnected() {
    connected.decrementAndGet();
  }

  /** How many clients are connected. */
  public int clientsConnected() {
    return connected.get();
  }

  /** The most clients that were connected at a time. */
  public int mostClientsConnected() {
    return mostConnected.get();
  }

  private static <K extends Enum<K>> LongAdder adder(Map<K, LongAdder> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }
}
