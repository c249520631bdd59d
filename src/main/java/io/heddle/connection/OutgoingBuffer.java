package io.heddle.connection;

import io.heddle.broker.Core;
import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.codec.PublishFrame;
import io.heddle.session.Shuttle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private int publishes;
  private long since;
  private long mark;
  private int beingWritten;
  private final Tally tally;

  OutgoingBuffer(Buffers buffers, Tally tally) {
    this.buffers = buffers;
    this.tally = tally;
  }

  /**
   * What one writer writes at once; the array may be longer.
   *
   * @param publishes the messages in it
   * @param since when the first of them set out, 0 when nobody looked
   * @param mark what must be safe in the store before it is written
   */
  @SuppressWarnings("ArrayRecordComponent") // handed from one owner to the next, never compared
  record Batch(byte[] bytes, int count, int publishes, long since, long mark) {
    void tell(Core core) {
      Counters counters = core.counters();
      counters.add(Count.BYTES_SENT, count);
      if (publishes > 0 && since != 0) {
        counters.delays().add(core.timer().nanos() - since, publishes);
      }
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Bytes that wait, or are being written. */
  int outstanding() {
    return count + beingWritten;
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
    int outstanding = outstanding();
    return outstanding < limit && outstanding < Math.max(SMALL, buffers.share());
  }

  /** Bytes of answers among those that wait. */
  int answers() {
    return answers;
  }

  /** What is collected is not to be written before that is safe in the store. */
  private void mark(long written) {
    mark = Math.max(mark, written);
  }

  long mark() {
    return mark;
  }

  void append(byte[] packet) {
    ensure(packet.length);
    System.arraycopy(packet, 0, bytes, count, packet.length);
    count += packet.length;
    tally.add(packet[0], packet.length);
  }

  /** A packet of the session that a shuttle brings. */
  void append(byte[] packet, Shuttle shuttle) {
    tally.at(shuttle.now());
    append(packet);
    mark(shuttle.mark());
  }

  /** An answer of the client's own thread, with its shuttle if it has one. */
  void appendAnswer(byte[] packet, @Nullable Shuttle own) {
    if (own != null) {
      append(packet, own);
    } else {
      append(packet);
    }
    answers += packet.length;
  }

  /** A message that a shuttle brings. */
  void append(PublishFrame frame, boolean dup, int packetId, Shuttle shuttle) {
    tally.at(shuttle.now());
    ensure(frame.length());
    int length = frame.copyTo(bytes, count, dup, packetId);
    tally.add(bytes[count], length);
    tally.payload(frame.payload().length());
    count += length;
    since = publishes++ == 0 ? shuttle.began() : since;
    mark(shuttle.mark());
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
    Batch batch = new Batch(bytes, count, publishes, since, mark);
    tally.tell();
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
    publishes = 0;
    mark = 0;
  }
}
