package io.heddle.transport.ws;

import io.heddle.connection.LinkViolationException;

/**
 * A frame that is against the rules. Has no stack trace: it is the client's mistake.
 *
 * @see FrameReader
 */
final class WrongFrame extends Exception {
  private static final long serialVersionUID = 1L;

  final int closeCode;

  WrongFrame(int closeCode, String words) {
    super(words, null, false, false);
    this.closeCode = closeCode;
  }

  /** What the connection is told. */
  LinkViolationException violation() {
    return new LinkViolationException(
        "its WebSocket is wrong: " + getMessage() + " (" + closeCode + ")");
  }
}
