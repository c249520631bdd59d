package io.heddle.connection;

import io.heddle.broker.Timer;
import io.heddle.codec.Packet;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast one client may send. What comes faster is not lost: it is looked at later, and the
 * client is not read meanwhile, so that the network holds it back. Safe for use by any thread.
 */
final class Pace {
  /** After that long somebody who waits looks whether the connection has ended. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final LongSupplier nanos;
  private final @Nullable Bucket messages;
  private final @Nullable Bucket messagesOfAll;
  private final @Nullable Bucket bytes;
  private final @Nullable Bucket bytesOfAll;
  private final AtomicBoolean slowed = new AtomicBoolean();

  /** Set before anybody else has this object. */
  private Runnable atEnd = () -> {};

  Pace(
      LongSupplier nanos,
      @Nullable Bucket messages,
      @Nullable Bucket messagesOfAll,
      @Nullable Bucket bytes,
      @Nullable Bucket bytesOfAll) {
    this.nanos = nanos;
    this.messages = messages;
    this.messagesOfAll = messagesOfAll;
    this.bytes = bytes;
    this.bytesOfAll = bytesOfAll;
  }

  void onEnd(Runnable action) {
    atEnd = action;
  }

  /** The client is gone. */
  void end() {
    atEnd.run();
  }

  /** For how many nanoseconds the client must wait before this packet is handled. */
  long delay(Packet packet, int length) {
    return delay(packet instanceof Packet.Publish, length);
  }

  /** For how many nanoseconds a message, or another packet, of so many bytes must wait. */
  long delay(boolean message, int length) {
    long now = nanos.getAsLong();
    long longest = delay(length, now);
    if (message) {
      longest = Math.max(longest, Math.max(take(messages, 1, now), take(messagesOfAll, 1, now)));
    }
    return longest;
  }

  /** For how many nanoseconds the client must wait after bytes that are of no packet. */
  long delay(int length) {
    return delay(length, nanos.getAsLong());
  }

  private long delay(int length, long now) {
    return Math.max(take(bytes, length, now), take(bytesOfAll, length, now));
  }

  private static long take(@Nullable Bucket bucket, long count, long now) {
    return bucket == null ? 0 : bucket.take(count, now);
  }

  /** Whether this is the first time that it has to wait. */
  boolean isFirst() {
    return slowed.compareAndSet(false, true);
  }

  /**
   * Waits, unless the client ends before that; holds no lock. Answers false when the thread was
   * interrupted, which it still is.
   */
  boolean await(long delay, Timer timer, BooleanSupplier ended) {
    long end = nanos.getAsLong() + delay;
    long left = delay;
    while (left > 0 && !ended.getAsBoolean()) {
      Duration slice = Duration.ofNanos(Math.min(left, SLICE.toNanos()));
      CountDownLatch over = new CountDownLatch(1);
      timer.after(slice, over::countDown);
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      left = end - nanos.getAsLong();
    }
    return true;
  }
}
