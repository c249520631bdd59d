package io.heddle.transport.tls;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Buffers to encrypt into. An engine wants room for the largest record even for a small one; here
 * such a buffer is lent while the processor works and never while somebody waits, so a few serve
 * all connections. Safe for use by any thread.
 */
final class RecordBuffers {
  /**
   * Two of the largest records that an engine writes, with their headers and padding: they leave in
   * one write. A client that does not read makes us keep them.
   */
  private static final int SIZE = 2 * 17 * 1024;

  private static final int KEPT = 16;

  private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

  /** A buffer of at least so many bytes. */
  byte[] borrow(int least) {
    if (least > SIZE) {
      return new byte[least];
    }
    byte @Nullable [] buffer = free.poll();
    return buffer == null ? new byte[SIZE] : buffer;
  }

  /** Takes a buffer back. */
  void giveBack(byte[] buffer) {
    if (buffer.length == SIZE) {
      free.offer(buffer);
    }
  }
}
