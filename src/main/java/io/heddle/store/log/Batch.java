package io.heddle.store.log;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Entries of one segment that are not written yet. Guarded by the log's lock until the committer
 * takes it, then the committer's.
 */
final class Batch {
  private static final int FIRST_BYTES = 16 * 1024;

  private final int segment;
  private final int from;
  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);
  private boolean whole = true;

  /** Nothing yet, to be written at that offset. */
  Batch(int segment, int from) {
    this.segment = segment;
    this.from = from;
  }

  int segment() {
    return segment;
  }

  int from() {
    return from;
  }

  /** The offset after the last entry. */
  int end() {
    return from + bytes.position();
  }

  /** Whether it is what its segment begins with. */
  boolean isFirst() {
    return from == SegmentHeader.SIZE;
  }

  /** Whether its commit ends with it; otherwise it goes on with the next batch. */
  boolean isWhole() {
    return whole;
  }

  /** Its commit goes on in the next segment. */
  void goesOn() {
    whole = false;
  }

  boolean isEmpty() {
    return bytes.position() == 0;
  }

  /** Adds an entry and answers its offset. */
  int add(byte kind, int length, Consumer<ByteBuffer> payload) {
    int begin = bytes.position();
    makeRoom(Entry.size(length));
    try {
      Entry.begin(bytes, kind, length);
      payload.accept(bytes);
      Entry.end(bytes, begin, length);
    } catch (RuntimeException fault) {
      bytes.position(begin);
      throw fault;
    }
    return from + begin;
  }

  private void makeRoom(int size) {
    if (bytes.remaining() < size) {
      int most = Math.max(bytes.capacity() * 2, bytes.position() + size);
      bytes = ByteBuffer.allocate(most).put(bytes.flip());
    }
  }

  /** Puts the checksums in: a good part of the work, and not done under the log's lock. */
  ByteBuffer sealed(long log) {
    int end = bytes.position();
    for (int at = 0; at < end; at += Entry.size(Entry.length(bytes, at))) {
      Entry.seal(bytes, at, new Entry.Place(log, segment, from + at));
    }
    return bytes.duplicate().flip();
  }
}
