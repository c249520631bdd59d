package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends what no read answers, without a pause. */
class OverheadTest {
  private static final int CARRIERS =
      Integer.getInteger(
          "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());

  /** Virtual threads are not time-sliced: whoever gives no turn keeps all others out. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void othersHaveTheirTurn() throws InterruptedException {
    AtomicBoolean another = new AtomicBoolean();
    CountDownLatch busy = new CountDownLatch(CARRIERS);
    List<Thread> flooded =
        IntStream.range(0, CARRIERS)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      Overhead overhead = new Overhead(null);
                      busy.countDown();
                      while (!another.get()) {
                        overhead.accept(1);
                      }
                    }))
            .toList();
    busy.await();
    Thread.ofVirtual().start(() -> another.set(true));
    for (Thread thread : flooded) {
      thread.join();
    }
    assertTrue(another.get());
  }
}
