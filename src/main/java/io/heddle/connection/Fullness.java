package io.heddle.connection;

import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;

/**
 * Whether a client reads as fast as it is sent to. Guarded by the outbox's lock. Whoever found no
 * room is to be told when there is again; until then the client counts as a slow one.
 */
final class Fullness {
  private final Counters counters;
  private final int limit;
  private boolean awaited;

  /** Written once, when the client is accepted; run without the lock, by the writer. */
  private volatile Runnable listener = () -> {};

  /** Full at so many bytes. */
  Fullness(Counters counters, int limit) {
    this.counters = counters;
    this.limit = limit;
  }

  /** Names who is told when there is room again. */
  void tell(Runnable whoWaits) {
    listener = whoWaits;
  }

  /** There is room again. */
  void tell() {
    listener.run();
  }

  /** Whether there is room; if not, somebody waits for it from now on. */
  boolean hasRoom(OutgoingBuffer pending) {
    boolean room = pending.hasRoom(limit);
    if (!room && !awaited) {
      awaited = true;
      counters.add(Count.SLOW, 1);
    }
    return room;
  }

  /** Whether there is room again that somebody waits for; answered once. */
  boolean isOver(OutgoingBuffer pending) {
    return awaited && pending.hasRoom(limit) && forget();
  }

  /** Nobody waits any more. */
  boolean forget() {
    if (awaited) {
      awaited = false;
      counters.add(Count.SLOW_NO_MORE, 1);
    }
    return true;
  }
}
