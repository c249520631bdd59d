package io.heddle.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of an entry: checksum (4 bytes), length (4), kind (1), zeros (3), then the payload, and
 * zeros up to a multiple of 8. The checksum covers the log's identity, the segment and the offset,
 * too.
 */
final class Entry {
  static final int HEADER = 12;
  static final int ALIGNMENT = 8;

  /** A commit: its counter (8 bytes), and milliseconds of the epoch (8). */
  static final byte COMMIT = 1;

  /** The segments of the log: {@link Manifest}. */
  static final byte MANIFEST = 2;

  /** The same at the end of a segment, of a commit that goes on in the next one. */
  static final byte HALF = 3;

  static final int COMMIT_LENGTH = 16;
  static final int COMMIT_SIZE = size(COMMIT_LENGTH);

  private static final int LENGTH = 4;
  private static final int KIND = 8;
  private static final int KIND_BITS = 0xFF;

  private Entry() {}

  /** What an entry with so many bytes of payload takes. */
  static int size(int length) {
    return HEADER + length + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Begins an entry where the buffer is: then its payload is put, and {@link #end} called. */
  static void begin(ByteBuffer into, byte kind, int length) {
    into.putInt(0).putInt(length).putInt(kind & KIND_BITS);
  }

  /** Pads the entry that began there. */
  static void end(ByteBuffer into, int begin, int length) {
    if (into.position() != begin + HEADER + length) {
      throw new IllegalStateException("an entry has not the length that it said");
    }
    while (into.position() % ALIGNMENT != begin % ALIGNMENT) {
      into.put((byte) 0);
    }
  }

  static int length(ByteBuffer in, int at) {
    return in.getInt(at + LENGTH);
  }

  static byte kind(ByteBuffer in, int at) {
    return (byte) (in.getInt(at + KIND) & KIND_BITS);
  }

  /** Whether what lies there could be an entry that ends before that many bytes. */
  static boolean isPlausible(ByteBuffer in, int at, long most) {
    int length = length(in, at);
    int kind = in.getInt(at + KIND);
    return length >= 0 && length <= most - HEADER && kind > 0 && kind <= KIND_BITS;
  }

  static void seal(ByteBuffer in, int at, Place place) {
    in.putInt(at, checksum(in, at, place));
  }

  static boolean isSealed(ByteBuffer in, int at, Place place) {
    return in.getInt(at) == checksum(in, at, place);
  }

  static ByteBuffer payload(ByteBuffer in, int at) {
    return in.slice(at + HEADER, length(in, at));
  }

  private static int checksum(ByteBuffer in, int at, Place place) {
    CRC32C crc = new CRC32C();
    ByteBuffer seed = ByteBuffer.allocate(16);
    crc.update(seed.putLong(place.log()).putInt(place.segment()).putInt(place.offset()).flip());
    crc.update(in.slice(at + LENGTH, HEADER - LENGTH + length(in, at)));
    return (int) crc.getValue();
  }

  /** Where an entry belongs: in which log, which segment, at which offset. */
  record Place(long log, int segment, int offset) {}
}
