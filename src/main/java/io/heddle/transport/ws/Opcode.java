package io.heddle.transport.ws;

/** What a frame is, in the low four bits of its first byte (RFC 6455, 5.2). */
final class Opcode {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private Opcode() {}

  /** Whether a frame is about the connection; such frames may stand between those of a message. */
  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }
}
