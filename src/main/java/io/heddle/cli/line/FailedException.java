package io.heddle.cli.line;

import java.io.IOException;

/** What a command was asked for cannot be done; the message is a sentence for people. */
public final class FailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * Of this sentence.
   *
   * @param code the exit code of the process
   */
  public FailedException(int code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /** The exit code of the process. */
  public int code() {
    return code;
  }
}
