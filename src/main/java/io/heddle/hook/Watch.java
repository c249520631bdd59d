package io.heddle.hook;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interrupts interceptors that take longer than they may: looks at the running calls a few times
 * within the budget, so that a call costs no timer of its own. Safe for use by any thread.
 */
final class Watch {
  private static final int LOOKS = 8;
  private static final Duration OFTEN = Duration.ofMillis(2);
  private static final Duration SELDOM = Duration.ofMillis(250);

  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final Clockwork clockwork;
  private final Duration timeout;

  Watch(Clockwork clockwork, Duration timeout) {
    this.clockwork = clockwork;
    this.timeout = timeout;
  }

  /** Begins to look; once, when there is somebody to look at. */
  void start() {
    Duration pause = timeout.dividedBy(LOOKS);
    Duration least = pause.compareTo(OFTEN) < 0 ? OFTEN : pause;
    clockwork.every(least.compareTo(SELDOM) < 0 ? least : SELDOM, this::look);
  }

  private void look() {
    for (Call call : running) {
      call.interruptWhenLate();
    }
  }

  /** The current thread is about to ask one interceptor after the other. */
  Call enter() {
    Call call = new Call();
    running.add(call);
    return call;
  }

  /**
   * A thread that asks. Its lock makes sure that it is interrupted only while an interceptor has
   * it: the flag is taken off before anybody else could see it.
   */
  final class Call {
    private final Thread thread = Thread.currentThread();

    /** Whether somebody had interrupted the thread before it came here. */
    private final boolean before = Thread.interrupted();

    /** Guarded by this object, as is the next. */
    private boolean asking;

    private long since;

    /** An interceptor is called now. */
    synchronized void begin() {
      since = clockwork.nanos();
      asking = true;
    }

    /** The interceptor has come back. Answers how many nanoseconds it took. */
    long end() {
      long took;
      synchronized (this) {
        asking = false;
        took = clockwork.nanos() - since;
      }
      Thread.interrupted();
      return took;
    }

    /** Whether an interceptor that took so many nanoseconds is too late. */
    boolean isLate(long took) {
      return took > timeout.toNanos();
    }

    private synchronized void interruptWhenLate() {
      if (asking && isLate(clockwork.nanos() - since)) {
        thread.interrupt();
      }
    }

    /** All are asked. */
    void leave() {
      running.remove(this);
      if (before) {
        thread.interrupt();
      }
    }
  }
}
