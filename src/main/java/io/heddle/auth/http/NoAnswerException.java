package io.heddle.auth.http;

/** Somebody was asked and has not answered as he should. */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean busy;

  NoAnswerException(String words) {
    this(words, false);
  }

  NoAnswerException(String words, boolean busy) {
    super(words);
    this.busy = busy;
  }

  /** Whether he was not even asked, because too many others wait. */
  public boolean isBusy() {
    return busy;
  }

  /** What is wrong, without secrets. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
