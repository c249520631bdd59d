package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client got and nobody has looked at. Any thread may add; one takes. */
final class Mailbox<T> {
  /** How long anything may take. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

  void add(T item) {
    queue.add(item);
  }

  /** The next item, which must come in time. */
  T next() throws InterruptedException {
    T item = queue.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertNotNull(item, "nothing came in time");
    return item;
  }

  /** The next items are these. */
  @SafeVarargs
  final void expect(T... items) throws InterruptedException {
    for (T item : items) {
      assertEquals(item, next());
    }
  }
}
