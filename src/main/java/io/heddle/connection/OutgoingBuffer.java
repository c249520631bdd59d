package io.heddle.connection;

import io.heddle.codec.PublishFrame;
import java.util.Arrays;

/**
 * Bytes that are collected while others are written. Guarded by the outbox's lock. Nothing is held while nothing waits; a burst
 * borrows a large buffer.
 */
final class OutgoingBuffer {
  private static final byte[] NOTHING = {};
  private static final int FIRST = 256;
  private static final int SMALL = 4096;

  private final Buffers buffers;
  private byte[] bytes = NOTHING;
  private int count;

  OutgoingBuffer(Buffers buffers) {
    this.buffers = buffers;
  }

  int count() {
    return count;
  }

  void append(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, count, more.length);
    count += more.length;
  }

  void append(PublishFrame frame, boolean dup, int packetId) {
    ensure(frame.length());
    count += frame.copyTo(bytes, count, dup, packetId);
  }

  private void ensure(int more) {
    int needed = count + more;
    if (needed <= bytes.length) {
      return;
    }
    byte[] old = bytes;
    if (needed <= SMALL) {
      bytes = Arrays.copyOf(old, Math.max(FIRST, Math.min(SMALL, Integer.highestOneBit(needed) * 2)));
      return;
    }
    bytes = needed <= Buffers.LARGE ? buffers.borrow() : new byte[Math.max(needed, old.length * 2)];
    System.arraycopy(old, 0, bytes, 0, count);
    buffers.giveBack(old);
  }

  /** Hands over what was collected and begins anew; ask for {@link #count} before. */
  byte[] take() {
    byte[] taken = bytes;
    bytes = NOTHING;
    count = 0;
    return taken;
  }

  /** Takes back an array that was handed over. */
  void recycle(byte[] taken) {
    buffers.giveBack(taken);
  }

  void clear() {
    buffers.giveBack(take());
  }
}
