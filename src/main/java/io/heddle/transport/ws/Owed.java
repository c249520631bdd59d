package io.heddle.transport.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The control frames that a client is to get between two others. Any thread may ask for one; they
 * are taken under the lock of {@link FrameWriter}.
 */
final class Owed {
  /** How long the answer to a Close may take. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** The bytes of a ping that is not answered yet, or null. Written by the thread that reads. */
  private volatile byte @Nullable [] ping;

  /** The code of the Close that has been said or will be, or 0. */
  private volatile int closeCode;

  /** Close was taken. Written under the lock. */
  private volatile boolean closeSaid;

  /** Is told when Close has left, or null. Written by the thread that reads. */
  private volatile @Nullable CountDownLatch awaited;

  /**
   * A ping is to be answered with these bytes. Of several that could not be answered yet the last
   * one counts {@code [RFC 6455, 5.5.3]}.
   */
  void pong(byte[] payload) {
    ping = payload;
  }

  /** Close is to be said; the first code counts. */
  void close(int code) {
    closeCode = closeCode == 0 ? code : closeCode;
  }

  /** Whether Close was asked for: after it nothing is said. */
  boolean closes() {
    return closeCode != 0;
  }

  /** Whether there is something to take. */
  boolean isOwed() {
    return !closeSaid && (ping != null || closeCode != 0);
  }

  /** The next frame. A pong first: after Close nothing is said. */
  byte[] take() {
    byte[] asked = ping;
    if (asked != null) {
      ping = null;
      return Frames.control(Opcode.PONG, asked);
    }
    closeSaid = true;
    return Frames.close(closeCode);
  }

  /** All that was taken has left. */
  void left() {
    CountDownLatch waited = awaited;
    if (waited != null && closeSaid) {
      waited.countDown();
    }
  }

  /** Close will be awaited by the caller. */
  CountDownLatch awaited() {
    CountDownLatch leaving = new CountDownLatch(1);
    awaited = leaving;
    return leaving;
  }

  /**
   * Waits a moment until Close has left.
   *
   * @throws IOException when it does not leave, because the client does not read
   */
  static void await(CountDownLatch leaving) throws IOException {
    try {
      if (!leaving.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it has closed its WebSocket and does not read the answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in the answer to a Close", e);
    }
  }
}
