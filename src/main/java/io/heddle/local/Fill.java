package io.heddle.local;

import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;

/**
 * How full a mailbox is. Guarded by its lock. Whoever found no room is to be told when there is
 * again; until then the client counts as a slow one.
 */
final class Fill {
  private final Counters counters;
  private final int limit;
  private long weight;
  private boolean awaited;

  /** Full at so many bytes. */
  Fill(Counters counters, int limit) {
    this.counters = counters;
    this.limit = limit;
  }

  void put(Letter letter) {
    weight += letter.message().weight();
  }

  /** Bytes of what it holds. */
  long weight() {
    return weight;
  }

  /** Whether there is room; if not, somebody waits for it from now on. */
  boolean hasRoom() {
    boolean room = weight < limit;
    if (!room && !awaited) {
      awaited = true;
      counters.add(Count.SLOW, 1);
    }
    return room;
  }

  /**
   * A letter is taken out. Answers whether there is room again that somebody waits for: when half
   * is free, and not one message for each that is taken.
   */
  boolean taken(Letter letter) {
    weight -= letter.message().weight();
    return weight <= limit / 2 && forget();
  }

  /** Nobody waits any more; answers whether somebody did. */
  boolean forget() {
    boolean told = awaited;
    if (awaited) {
      awaited = false;
      counters.add(Count.SLOW_NO_MORE, 1);
    }
    return told;
  }
}
