package io.heddle.auth.jwt;

/** Keys are out of reach. */
public final class NoKeysException extends Exception {
  private static final long serialVersionUID = 1L;

  NoKeysException(String words) {
    super(words);
  }
}
