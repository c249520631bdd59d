package io.heddle.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a segment's file, twice: without them the whole segment would be nothing. They
 * have this form in every version, so that each can tell which it is.
 *
 * @param version of the format
 * @param log a number that no other log has
 * @param segment counted from 1
 */
record SegmentHeader(int version, long log, int segment) {
  static final int SIZE = 64;

  private static final int COPY = SIZE / 2;
  private static final int MAGIC = 0x48_44_4C_47; // HDLG

  /** Fills the buffer's first bytes. */
  void put(ByteBuffer into) {
    for (int at = 0; at < SIZE; at += COPY) {
      into.putInt(MAGIC).putInt(version).putLong(log).putInt(segment).putInt(0).putInt(0);
      into.putInt(checksum(into, at));
    }
  }

  /** What the buffer begins with; null when neither copy of it is whole. */
  static @Nullable SegmentHeader get(ByteBuffer from) {
    for (int at = 0; at + COPY <= from.limit() && at < SIZE; at += COPY) {
      if (from.getInt(at) == MAGIC && from.getInt(at + COPY - 4) == checksum(from, at)) {
        return new SegmentHeader(from.getInt(at + 4), from.getLong(at + 8), from.getInt(at + 16));
      }
    }
    return null;
  }

  private static int checksum(ByteBuffer in, int at) {
    CRC32C crc = new CRC32C();
    crc.update(in.slice(at, COPY - 4));
    return (int) crc.getValue();
  }
}
