package io.heddle.connection;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Large buffers that connections borrow while a burst lasts, so that an idle connection holds none.
 * Safe for use by any thread. A buffer that is not given back is garbage, no more.
 */
final class Buffers {
  /** The size of a borrowed buffer. */
  static final int LARGE = 64 * 1024;

  private static final int KEPT = 64;

  private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

  byte[] borrow() {
    byte @Nullable [] buffer = free.poll();
    return buffer == null ? new byte[LARGE] : buffer;
  }

  /** Takes a buffer back if it is a borrowed one; ignores any other. */
  void giveBack(byte[] buffer) {
    if (buffer.length == LARGE) {
      free.offer(buffer);
    }
  }
}
