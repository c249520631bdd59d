package io.heddle.cli.client;

import java.io.IOException;

/** The time that a reader had is over. */
public final class Expired extends IOException {
  private static final long serialVersionUID = 1L;

  Expired() {
    super("the time is over");
  }
}
