package io.heddle.spec;

/** A running server, as a spec sees it. */
public interface SpecServer extends AutoCloseable {
  /** A new pipe to the server, on which nothing was sent yet. */
  Wire connect();

  /** A new pipe to where a WebSocket begins, on which nothing was sent yet. */
  default Wire connectToWebSocket() {
    throw new UnsupportedOperationException("a server without WebSocket");
  }

  /** Stops the server. */
  @Override
  void close();
}
