package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one session, while connections come and go, or of one share group
 * before somebody had them. Drops are counted by any thread, under any lock; the rest is guarded by
 * the session's lock.
 */
public final class Ledger implements Drops {
  private static final DropReason[] REASONS = DropReason.values();
  private static final AtomicLongArray NONE = new AtomicLongArray(0);
  private static final AtomicReferenceFieldUpdater<Ledger, AtomicLongArray> DROPPED =
      AtomicReferenceFieldUpdater.newUpdater(Ledger.class, AtomicLongArray.class, "dropped");

  private final Drops all;

  /** By reason; nothing until something is dropped. Made by whoever drops first, used by any. */
  private volatile AtomicLongArray dropped = NONE;

  /** Messages that were given to connections which have left. */
  private long delivered;

  /** What is counted of one session counts in that of all, too. */
  public Ledger(Drops all) {
    this.all = all;
  }

  @Override
  public void dropped(DropReason reason, Qos qos, long messages) {
    losses().addAndGet(reason.ordinal(), messages);
    all.dropped(reason, qos, messages);
  }

  @Override
  public void dropped(DropReason reason, Message message, Qos qos, String receiver) {
    losses().incrementAndGet(reason.ordinal());
    all.dropped(reason, message, qos, receiver);
  }

  @Override
  public void acknowledged(String receiver, Message message) {
    all.acknowledged(receiver, message);
  }

  private AtomicLongArray losses() {
    if (dropped.length() == 0) {
      DROPPED.compareAndSet(this, NONE, new AtomicLongArray(REASONS.length));
    }
    return dropped;
  }

  /**
   * A connection leaves. What a publisher puts into it at this very moment, without the session's
   * lock, may be missing.
   */
  void settle(Outlet outlet) {
    delivered += outlet.delivered();
  }

  /** Messages that were given to connections: to those that have left, and to this one. */
  long delivered(@Nullable Outlet outlet) {
    return outlet == null ? delivered : delivered + outlet.delivered();
  }

  /** How many were dropped, by reason; without the reasons of which there were none. */
  public Map<DropReason, Long> dropped() {
    Map<DropReason, Long> sums = new EnumMap<>(DropReason.class);
    AtomicLongArray found = dropped;
    for (int i = 0; i < found.length(); i++) {
      long number = found.get(i);
      if (number > 0) {
        sums.put(REASONS[i], number);
      }
    }
    return sums;
  }
}
