package io.heddle.local;

import io.heddle.broker.Core;
import io.heddle.broker.Publisher;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What carries the messages that a local client's threads set off. A publisher belongs to one
 * thread at a time: whoever finds the one that is kept in use, for a moment has another. Safe for
 * use by any thread.
 */
final class Carriage {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Seconds after which a client for which the store must write is ended. */
  private static final int PATIENCE = 30;

  private static final String LATE = "the store did not write within " + PATIENCE + " seconds";

  private final Core core;
  private final Session session;
  private final Consumer<String> ending;
  private final AtomicReference<@Nullable Publisher> spare = new AtomicReference<>();

  /**
   * That of a client.
   *
   * @param ending ends the client, for what it says
   */
  Carriage(Core core, Session session, Consumer<String> ending) {
    this.core = core;
    this.session = session;
    this.ending = ending;
  }

  /**
   * Does something that may bring messages to others, sends those, and waits until it is safe: who
   * has the answer takes it for kept.
   *
   * @throws IllegalStateException when the store does not write; the client is ended then
   */
  <T> T settled(Function<Publisher, T> journey) {
    AtomicLong mark = new AtomicLong();
    T answer =
        ride(publisher -> {
          T told = journey.apply(publisher);
          mark.setPlain(publisher.shuttle().mark());
          return told;
        });
    requireSafe(mark.getPlain());
    return answer;
  }

  private <T> T ride(Function<Publisher, T> journey) {
    Publisher kept = spare.getAndSet(null);
    Publisher publisher = kept == null ? fresh() : kept;
    Shuttle shuttle = publisher.shuttle();
    shuttle.begin(core.clock().millis(), core.timer().nanos());
    try {
      return journey.apply(publisher);
    } finally {
      shuttle.flush();
      spare.lazySet(publisher);
    }
  }

  /**
   * Waits until what was written up to this mark is safe, whoever interrupts. Answers false, and
   * the client is ended, when the store does not write.
   */
  boolean awaitSafe(long mark) {
    SessionStore store = core.store();
    long begun = core.timer().nanos();
    boolean interrupted = false;
    boolean safe = store.isSafe(mark);
    while (!safe && core.timer().nanos() - begun < PATIENCE * SECOND) {
      try {
        safe = store.await(mark, SECOND);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!safe) {
      ending.accept(LATE);
    }
    return safe;
  }

  private void requireSafe(long mark) {
    if (!awaitSafe(mark)) {
      throw new IllegalStateException(
          "the client " + session.clientId() + " is not connected any more: " + LATE);
    }
  }

  /**
   * Waits until all is safe that anybody has written so far.
   *
   * @throws IllegalStateException when the store does not write; the client is ended then
   */
  void requireAllSafe() {
    requireSafe(core.store().mark());
  }

  /** Does something that may bring messages to others, and sends those. */
  void brought(Consumer<Shuttle> action) {
    ride(publisher -> {
      action.accept(publisher.shuttle());
      return true;
    });
  }

  private Publisher fresh() {
    Shuttle shuttle = new Shuttle(core.clock().millis());
    shuttle.mayWait(session, shuttle::flush);
    return core.router().publisher(session, shuttle);
  }
}
