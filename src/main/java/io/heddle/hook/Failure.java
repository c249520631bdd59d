package io.heddle.hook;

/** Why an interceptor has denied without saying so. */
enum Failure {
  EXCEPTION("threw an exception"),
  NO_ANSWER("answered null"),
  TIMEOUT("took longer than hooks.timeout");

  private final String words;

  Failure(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
