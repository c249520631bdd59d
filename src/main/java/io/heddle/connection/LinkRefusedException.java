package io.heddle.connection;

import java.io.IOException;

/**
 * A link will not carry a client: what the client says is not what the link speaks, or it may not
 * come in. Thrown by the first read, with a reason for people. Without it a client that was never
 * heard would pass for one that only looked whether the port is open.
 */
public final class LinkRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A client was refused for this reason. */
  public LinkRefusedException(String reason, IOException cause) {
    super(reason, cause);
  }
}
