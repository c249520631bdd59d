package io.heddle.transport.ws;

/** Frames as bytes; those of a server are never masked (RFC 6455, 5.1). */
final class Frames {
  static final byte[] NOTHING = {};

  /**
   * Bytes of a payload that are copied behind their header; those after them need no copy. With it
   * they are one record of TLS, into which the JDK puts at most 16,367.
   */
  static final int COPIED = 16 * 1024 - 64;

  private static final int LAST = 0x80;
  private static final int SHORTEST = 2;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MOST_SHORT = 0xffff;

  private Frames() {}

  /** The header of a frame with this payload, and the beginning of it. */
  static byte[] beginning(byte[] source, int from, int length) {
    int copied = Math.min(COPIED, length);
    byte[] frame = begun(LAST | Opcode.BINARY, length, copied);
    System.arraycopy(source, from, frame, frame.length - copied, copied);
    return frame;
  }

  /** A frame about the connection. */
  static byte[] control(int opcode, byte[] payload) {
    byte[] frame = begun(LAST | opcode, payload.length, payload.length);
    System.arraycopy(payload, 0, frame, SHORTEST, payload.length);
    return frame;
  }

  /** Close with this code. */
  static byte[] close(int code) {
    return control(Opcode.CLOSE, new byte[] {(byte) (code >>> Byte.SIZE), (byte) code});
  }

  /** A frame with its first byte and its length, and room for so many bytes behind them. */
  static byte[] begun(int first, int length, int room) {
    int lengthBytes = length < SHORT_LENGTH ? 0 : length <= MOST_SHORT ? Short.BYTES : Long.BYTES;
    byte[] frame = new byte[SHORTEST + lengthBytes + room];
    frame[0] = (byte) first;
    frame[1] =
        (byte)
            switch (lengthBytes) {
              case 0 -> length;
              case Short.BYTES -> SHORT_LENGTH;
              default -> LONG_LENGTH;
            };
    for (int i = 0; i < Math.min(lengthBytes, Integer.BYTES); i++) {
      frame[SHORTEST + lengthBytes - 1 - i] = (byte) (length >>> i * Byte.SIZE);
    }
    return frame;
  }
}
