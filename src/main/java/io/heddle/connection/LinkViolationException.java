package io.heddle.connection;

import java.io.IOException;

/**
 * A client breaks the rules of what carries MQTT, and the link has words of its own to say so: it
 * says them when it is finished, and the client is given a moment to read them.
 */
public final class LinkViolationException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A client broke a rule; the reason is for people. */
  public LinkViolationException(String reason) {
    super(reason);
  }
}
