package io.heddle.hook;

import io.heddle.api.Statistics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hooks of one name did of one kind: counted, and told where it went wrong, at most once a
 * second. Safe for use by any thread; takes no lock.
 */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private static final long SECOND = 1_000_000_000;

  private final String name;
  private final Kind kind;
  private final Clockwork clockwork;
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Map<Failure, LongAdder> failures = new EnumMap<>(Failure.class);
  private final AtomicLong nextLine;
  private final LongAdder untold = new LongAdder();

  String name() {
    return name;
  }

  Work(String name, Kind kind, Clockwork clockwork) {
    this.name = name;
    this.kind = kind;
    this.clockwork = clockwork;
    this.nextLine = new AtomicLong(clockwork.nanos());
    for (Failure failure : Failure.values()) {
      failures.put(failure, new LongAdder());
    }
  }

  /** A call is over. */
  void took(long time) {
    calls.increment();
    nanos.add(time);
  }

  /** The call that is over went wrong. */
  void failed(Failure failure, @Nullable Throwable fault) {
    count(failure).increment();
    long due = nextLine.get();
    long now = clockwork.nanos();
    if (now - due < 0 || !nextLine.compareAndSet(due, now + SECOND)) {
      untold.increment();
      return;
    }
    long more = untold.sumThenReset();
    clockwork.aside(() ->
        LOG.atWarn()
            .setCause(fault)
            .log(
                "The {} interceptor {} {}, which denies{}",
                kind,
                name,
                failure,
                more == 0 ? "" : " (it failed " + more + " times more since the last line)"));
  }

  private LongAdder count(Failure failure) {
    return Objects.requireNonNull(failures.get(failure));
  }

  /** What was counted. */
  Statistics.HookCalls figures() {
    return new Statistics.HookCalls(
        name,
        kind.toString(),
        calls.sum(),
        (double) nanos.sum() / SECOND,
        count(Failure.EXCEPTION).sum(),
        count(Failure.NO_ANSWER).sum(),
        count(Failure.TIMEOUT).sum());
  }
}
