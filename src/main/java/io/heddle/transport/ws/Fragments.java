package io.heddle.transport.ws;

import io.heddle.connection.Link;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client's frames, each handed on as a whole. One that is longer than what has come of it is cut:
 * what is here becomes a fragment with a header of its own, as an intermediary may do it {@code
 * [RFC 6455, 5.4]}. So nobody holds more of a frame than one read has brought, however long it is
 * and in however small pieces it comes. Control frames are never cut. What is wrong in a header is
 * left in it for Helidon. Belongs to the thread that reads.
 */
final class Fragments {
  /** Bytes that are held while nothing comes; the longest control frame fits in. */
  static final int SMALL = 512;

  /** Bytes that are held while much comes. */
  static final int LARGE = 16 * 1024;

  /** The most bytes of a control frame's payload {@code [RFC 6455, 5.5]}. */
  private static final int CONTROL = 125;

  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final int CONTROL_KIND = 0x08;
  private static final int KIND = 0x0f;
  private static final int SHORTEST = 2;
  private static final int KEY = Integer.BYTES;

  private final Link below;
  private final int longest;
  private byte[] bytes;
  private int start;
  private int end;

  /** The last read below has filled the room that it had. */
  private boolean full;

  /** Bytes to come of the payload of a frame that is cut; 0 between two frames. */
  private int left;

  /** The bit of such a frame that says whether it is its message's last. */
  private int last;

  /** The mask of the next byte of such a frame, and of the three behind it. */
  private int key;

  /**
   * The frames that come over a link.
   *
   * @param longest bytes of a frame; a longer one has its header handed on alone
   * @param begun bytes that have come already
   */
  Fragments(Link below, int longest, byte[] begun) {
    this.below = below;
    this.longest = longest;
    this.bytes = begun;
    this.end = begun.length;
  }

  /** Waits for more bytes; answers false at their end. */
  boolean fill() throws IOException {
    makeRoom();
    int room = bytes.length - end;
    int count = below.read(bytes, end, room);
    full = below.sawMore(count, room);
    end += Math.max(0, count);
    return count >= 0;
  }

  /** What is left here is less than a control frame: all else was handed on. */
  private void makeRoom() {
    int rest = end - start;
    int size = full ? LARGE : SMALL;
    byte[] room = bytes.length == size ? bytes : new byte[size];
    System.arraycopy(bytes, start, room, 0, rest);
    bytes = room;
    start = 0;
    end = rest;
  }

  /** How many bytes are held for frames that have not come as a whole. */
  int held() {
    return bytes.length;
  }

  /** Whether there may be more bytes to be had at once. */
  boolean sawMore() {
    return full || end > start;
  }

  /** Whether bytes are here that begin a frame with data, or go on with one. */
  boolean isData() {
    return end > start && (left > 0 || (bytes[start] & CONTROL_KIND) == 0);
  }

  /** The next frame, or null when more bytes must be read for it. */
  byte @Nullable [] poll() throws WrongFrame {
    if (left > 0) {
      int count = Math.min(left, end - start);
      return count == 0 ? null : part(Opcode.CONTINUATION, count);
    }
    int here = end - start;
    int header = here < SHORTEST ? SHORTEST : header();
    if (here < header) {
      return null;
    }
    long length = length();
    int kind = bytes[start] & KIND;
    boolean wrong = (bytes[start + 1] & MASKED) == 0 || length < 0 || length > longest;
    if (wrong || length <= here - header) {
      mayBeControl(kind, wrong ? 0 : length);
      return take(header + (wrong ? 0 : (int) length));
    }
    mayBeControl(kind, length);
    return (kind & CONTROL_KIND) != 0 || here == header ? null : begin(header, (int) length);
  }

  private static void mayBeControl(int kind, long length) throws WrongFrame {
    if ((kind & CONTROL_KIND) != 0 && length > CONTROL) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a control frame longer than 125 bytes");
    }
  }

  private int lengthBytes() {
    return switch (bytes[start + 1] & 0x7f) {
      case 126 -> Short.BYTES;
      case 127 -> Long.BYTES;
      default -> 0;
    };
  }

  private int header() {
    int keyBytes = (bytes[start + 1] & MASKED) == 0 ? 0 : KEY;
    return SHORTEST + lengthBytes() + keyBytes;
  }

  private long length() {
    int count = lengthBytes();
    return count == 0 ? bytes[start + 1] & 0x7f : number(start + SHORTEST, count);
  }

  private long number(int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << Byte.SIZE | bytes[i] & 0xff;
    }
    return number;
  }

  private byte[] take(int count) {
    start += count;
    return Arrays.copyOfRange(bytes, start - count, start);
  }

  private byte[] begin(int header, int length) {
    int first = bytes[start];
    left = length;
    last = first & LAST;
    key = (int) number(start + header - KEY, KEY);
    start += header;
    return part(first & ~LAST, end - start);
  }

  /** Makes a frame of the next bytes of the one that is cut. */
  private byte[] part(int first, int count) {
    left -= count;
    byte[] frame = Frames.begun(left == 0 ? first | last : first, count, KEY + count);
    frame[1] |= (byte) MASKED;
    int from = frame.length - count;
    for (int i = 1; i <= KEY; i++) {
      frame[from - i] = (byte) (key >>> (i - 1) * Byte.SIZE);
    }
    System.arraycopy(bytes, start, frame, from, count);
    key = Integer.rotateLeft(key, count % KEY * Byte.SIZE);
    start += count;
    return frame;
  }
}
