package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.store.log.DamagedEntryException;
import io.heddle.store.log.SegmentLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages, and does one after the other what others want read. Safe for use by any thread;
 * {@link #run} is for one.
 *
 * <p>Each owner of messages asks for one portion at a time, so what waits here is bounded by their
 * number.
 */
final class Reading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final long LOOK_UP = TimeUnit.SECONDS.toNanos(1);

  private final SegmentLog log;
  private final Bodies bodies;
  private final InstantSource clock;
  private final Runnable damaged;
  private final LinkedBlockingQueue<LongConsumer> tasks = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * Reads from a log.
   *
   * @param damaged counts what cannot be read
   */
  Reading(SegmentLog log, Bodies bodies, InstantSource clock, Runnable damaged) {
    this.damaged = damaged;
    this.log = log;
    this.bodies = bodies;
    this.clock = clock;
  }

  /** Has that run soon. */
  void add(LongConsumer task) {
    tasks.add(task);
  }

  /** Whether something waits to be read. */
  boolean isPending() {
    return !tasks.isEmpty();
  }

  /** Does what waits to be read now, and what that asks for. */
  void runPending() {
    for (LongConsumer task = tasks.poll(); task != null; task = tasks.poll()) {
      task.accept(clock.millis());
    }
  }

  /** Works until it is closed. */
  void run() {
    try {
      while (!closed) {
        run(tasks.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What cannot be read now may be read later: nothing is given up for a disk that fails once. */
  private void run(LongConsumer task) throws InterruptedException {
    try {
      task.accept(clock.millis());
    } catch (UncheckedIOException fault) {
      LOG.error("The store cannot be read", fault);
      over.await(LOOK_UP, TimeUnit.NANOSECONDS);
      tasks.add(task);
    } catch (RuntimeException fault) {
      if (!closed) {
        LOG.error("Messages could not be read ahead", fault);
      }
    }
  }

  /** Nothing more is read. */
  @Override
  public void close() {
    closed = true;
    over.countDown();
    tasks.add(now -> {});
  }

  /**
   * A message; null when its part is damaged, which is told, or when nobody has it any more.
   *
   * @throws UncheckedIOException when it cannot be read now
   * @throws IllegalStateException when the store is closed
   */
  @Nullable Message read(long body) {
    while (true) {
      long position = bodies.placeOf(body);
      if (position == Bodies.NOWHERE) {
        return null;
      }
      try {
        awaitSafe(position);
        ByteBuffer bytes = log.read(position);
        return Notation.message(body, position, bytes);
      } catch (DamagedEntryException | FileNotFoundException | NoSuchFileException damage) {
        // Its segment may have been emptied meanwhile: then it lies somewhere else.
        if (bodies.placeOf(body) == position) {
          if (bodies.isHeld(body)) {
            damaged.run();
            LOG.error("A message is lost: its part of the store is damaged", damage);
          }
          return null;
        }
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
  }

  /** What was written last can be read when it is safe: what waits is rarely so new. */
  private void awaitSafe(long position) {
    try {
      while (!log.await(position + 1, LOOK_UP)) {
        if (closed) {
          throw new IllegalStateException("the store is closed");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the store is closed", e);
    }
  }
}
