package io.heddle;

/** A stand-in: why the broker could not start, in one sentence. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
