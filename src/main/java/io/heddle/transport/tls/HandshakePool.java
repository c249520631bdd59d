package io.heddle.transport.tls;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * The threads that sign and exchange keys: a few platform threads, so that a flood of handshakes
 * takes these and leaves the carriers of the virtual threads to the clients that are connected. The
 * system gives both their share of the processors. Safe for use by any thread.
 */
public final class HandshakePool implements Executor, AutoCloseable {
  private final ArrayBlockingQueue<Runnable> waiting;
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param threads how many handshakes compute at a time
   * @param queue how many pieces of work may wait; more are refused
   * @param starter starts a daemon platform thread of a name
   */
  public HandshakePool(int threads, int queue, BiConsumer<String, Runnable> starter) {
    this.waiting = new ArrayBlockingQueue<>(queue);
    for (int i = 1; i <= threads; i++) {
      starter.accept("tls-handshake-" + i, this::work);
    }
  }

  /**
   * Lets one of the threads do it.
   *
   * @throws RejectedExecutionException when too much waits already
   */
  @Override
  public void execute(Runnable work) {
    if (closed || !waiting.offer(work)) {
      throw new RejectedExecutionException("too many handshakes at a time");
    }
  }

  private void work() {
    try {
      while (!closed) {
        waiting.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wakeOne();
  }

  /** Who waits for work sees that it is over, and wakes the next one. */
  private void wakeOne() {
    waiting.offer(() -> {});
  }

  /** Ends the threads when they have done what they are at; what waits is not done. */
  @Override
  public void close() {
    closed = true;
    waiting.clear();
    wakeOne();
  }
}
