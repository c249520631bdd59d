package io.heddle.session;

import java.util.Arrays;

/**
 * When the messages of a queue came, without a time for each: a few marks, the closer together the
 * younger they are, tell how old the first one is: a second too much, or half of its age, for as
 * long as a queue lasts that is days old. Guarded by the queue's owner.
 */
final class Coming {
  /** Marks that are kept. */
  private static final int MOST = 32;

  /** Milliseconds between marks, at least. */
  private static final long LEAST = 1000;

  private static final long[] NONE = {};

  private long number;

  /** The sequences of messages, and when they came, in turn. */
  private long[] marks = NONE;

  private int count;
  private final Waiting waiting;
  private final Aside aside;

  /** Of those that wait here and there. */
  Coming(Waiting waiting, Aside aside) {
    this.waiting = waiting;
    this.aside = aside;
  }

  /** A message with that sequence comes to the end of the queue, in which it is not yet. */
  void add(long sequence, long now) {
    number++;
    if (isEmpty()) {
      count = 0;
    }
    if (count == 0 || now - time(count - 1) >= LEAST) {
      mark(sequence, now);
    }
  }

  private void mark(long sequence, long now) {
    if (count == MOST) {
      pass(firstSequence());
    }
    if (count == MOST) {
      remove(leastNeeded(now));
    }
    if (2 * count == marks.length) {
      marks = Arrays.copyOf(marks, Math.max(2, 2 * marks.length));
    }
    marks[2 * count] = sequence;
    marks[2 * count + 1] = now;
    count++;
  }

  /** Of the marks in between, the one without which the next is the least too old. */
  private int leastNeeded(long now) {
    int least = 1;
    double lowest = Double.MAX_VALUE;
    for (int i = 1; i < count - 1; i++) {
      double error = (double) (time(i + 1) - time(i - 1)) / (now - time(i + 1) + LEAST);
      if (error < lowest) {
        lowest = error;
        least = i;
      }
    }
    return least;
  }

  private void remove(int mark) {
    count--;
    System.arraycopy(marks, 2 * (mark + 1), marks, 2 * mark, 2 * (count - mark));
  }

  private boolean isEmpty() {
    return waiting.qos0() + waiting.others() + aside.size() == 0;
  }

  private long firstSequence() {
    Stored stored = aside.first();
    Delivery first = waiting.first(stored);
    return first != null ? first.sequence : stored == null ? 0 : stored.sequence();
  }

  /** The message with that sequence is the first now: marks before its own are not needed. */
  private void pass(long sequence) {
    int passed = 0;
    while (passed + 1 < count && marks[2 * (passed + 1)] <= sequence) {
      passed++;
    }
    if (passed > 0) {
      System.arraycopy(marks, 2 * passed, marks, 0, 2 * (count - passed));
      count -= passed;
    }
  }

  /**
   * When the first message came, in milliseconds of the epoch; 0 when the queue is empty, or when
   * all of it is what an earlier process kept, which did not say.
   */
  long since() {
    if (isEmpty() || count == 0) {
      return 0;
    }
    pass(firstSequence());
    return time(0);
  }

  private long time(int mark) {
    return marks[2 * mark + 1];
  }

  /** How many ever came. */
  long number() {
    return number;
  }
}
