package io.heddle.auth.scram;

/** A client's message is none of SCRAM's. Has no stack trace: strangers can cause it at will. */
final class WrongMessage extends Exception {
  private static final long serialVersionUID = 1L;

  /** With words for the log that show nothing of the message. */
  WrongMessage(String words) {
    super(words, null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
