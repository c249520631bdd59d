package io.heddle.connection;

import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.codec.PublishFrame;
import java.util.Arrays;

/**
 * Packets that are collected as bytes while others are written. Guarded by the outbox's lock.
 * Nothing is held while nothing waits; a burst borrows a large buffer.
 */
final class OutgoingBuffer {
  private static final byte[] NOTHING = {};
  private static final int FIRST = 256;
  private static final int SMALL = 4096;

  /** As long as an array can be in every JVM. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final Buffers buffers;
  private byte[] bytes = NOTHING;
  private int count;
  private int answers;
  private int packets;
  private int publishes;
  private long publishBytes;
  private int beingWritten;

  OutgoingBuffer(Buffers buffers) {
    this.buffers = buffers;
  }

  /** What one writer writes at once; the array may be longer. */
  @SuppressWarnings("ArrayRecordComponent") // handed from one owner to the next, never compared
  record Batch(byte[] bytes, int count, int packets, int publishes, long publishBytes) {
    void tell(Counters counters) {
      counters.add(Count.BYTES_SENT, count);
      counters.add(Count.PACKETS_SENT, packets);
      if (publishes > 0) {
        counters.add(Count.PUBLISHES_SENT, publishes);
        counters.add(Count.PUBLISH_BYTES_SENT, publishBytes);
      }
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Bytes that wait. */
  int count() {
    return count;
  }

  /**
   * Whether there is room for more: within the limit, and within the client's share of what all
   * others leave. A little there is always.
   */
  boolean hasRoom(int limit) {
    int outstanding = count + beingWritten;
    return outstanding < limit && outstanding < Math.max(SMALL, buffers.share());
  }

  /** Bytes of answers among those that wait. */
  int answers() {
    return answers;
  }

  void append(byte[] packet) {
    ensure(packet.length);
    System.arraycopy(packet, 0, bytes, count, packet.length);
    count += packet.length;
    packets++;
  }

  void appendAnswer(byte[] packet) {
    append(packet);
    answers += packet.length;
  }

  void append(PublishFrame frame, boolean dup, int packetId) {
    ensure(frame.length());
    count += frame.copyTo(bytes, count, dup, packetId);
    packets++;
    publishes++;
    publishBytes += frame.payload().length();
  }

  private void ensure(int more) {
    int needed = count + more;
    if (needed <= bytes.length) {
      return;
    }
    byte[] old = bytes;
    if (needed <= SMALL) {
      bytes =
          Arrays.copyOf(old, Math.max(FIRST, Math.min(SMALL, Integer.highestOneBit(needed) * 2)));
      return;
    }
    bytes = needed <= Buffers.LARGE ? buffers.borrow() : buffers.borrow(larger(needed));
    System.arraycopy(old, 0, bytes, 0, count);
    buffers.giveBack(old);
  }

  /** Doubles the size, but for what would be more than its share. */
  private int larger(int needed) {
    long more = Math.min(bytes.length, buffers.share());
    return Math.clamp(bytes.length + more, needed, LARGEST);
  }

  /** Hands over what was collected and begins anew. */
  Batch take() {
    Batch batch = new Batch(bytes, count, packets, publishes, publishBytes);
    beingWritten = count;
    begin();
    return batch;
  }

  /** The batch is written, or cannot be. */
  void done(Batch batch) {
    beingWritten = 0;
    buffers.giveBack(batch.bytes);
  }

  /** Forgets what was collected. */
  void clear() {
    buffers.giveBack(bytes);
    begin();
  }

  private void begin() {
    bytes = NOTHING;
    count = 0;
    answers = 0;
    packets = 0;
    publishes = 0;
    publishBytes = 0;
  }
}
