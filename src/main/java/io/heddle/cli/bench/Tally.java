package io.heddle.cli.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the clients of a run have done, for any thread. */
final class Tally {
  final LongAdder connected = new LongAdder();
  final LongAdder messages = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder refused = new LongAdder();
  final Latencies connecting = new Latencies();
  final Latencies latencies = new Latencies();

  /** That the run is over. */
  final CountDownLatch end = new CountDownLatch(1);

  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final AtomicLong permits;
  private final AtomicLong missing;

  /**
   * For a run.
   *
   * @param limit how many messages there are in it; 0 for no limit
   */
  Tally(long limit) {
    permits = new AtomicLong(limit == 0 ? Long.MAX_VALUE : limit);
    missing = new AtomicLong(limit == 0 ? Long.MAX_VALUE : limit);
  }

  /** Whether one more message may be published. */
  boolean mayPublish() {
    return permits.getAndDecrement() > 0 && end.getCount() > 0;
  }

  /** A message has come, or its answer; the last one that was wanted ends the run. */
  void message(int size) {
    messages.increment();
    bytes.add(size);
    if (missing.decrementAndGet() == 0) {
      end.countDown();
    }
  }

  /** A client has failed; true when it is the first that failed so. */
  boolean failed(String why) {
    LongAdder count = failures.computeIfAbsent(why, _ -> new LongAdder());
    count.increment();
    return count.sum() == 1;
  }

  /** How many clients failed, and why. */
  Map<String, Long> failures() {
    Map<String, Long> all = new TreeMap<>();
    failures.forEach((why, count) -> all.put(why, count.sum()));
    return all;
  }

  /** How many clients failed. */
  long failed() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }
}
