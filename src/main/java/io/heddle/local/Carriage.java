package io.heddle.local;

import io.heddle.broker.Core;
import io.heddle.broker.Publisher;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import java.util.concurrent.TimeUnit;
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

  /** Seconds to wait for the store; what is late is safe later. */
  private static final int PATIENCE = 30;

  private final Core core;
  private final Session session;
  private final AtomicReference<@Nullable Publisher> spare = new AtomicReference<>();

  Carriage(Core core, Session session) {
    this.core = core;
    this.session = session;
  }

  /** Does something that may bring messages to others, and sends those. */
  <T> T ride(Function<Publisher, T> journey) {
    Publisher kept = spare.getAndSet(null);
    Publisher publisher = kept == null ? fresh() : kept;
    Shuttle shuttle = publisher.shuttle();
    shuttle.begin(core.clock().millis(), core.timer().nanos());
    try {
      return journey.apply(publisher);
    } finally {
      shuttle.flush();
      long mark = shuttle.mark();
      spare.lazySet(publisher);
      awaitSafe(mark);
    }
  }

  /** Whoever publishes takes it for kept when he goes on. */
  private void awaitSafe(long mark) {
    try {
      for (int i = 0; i < PATIENCE && !core.store().await(mark, SECOND); i++) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same for something that has no answer. */
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
