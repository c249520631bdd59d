package io.heddle.spec;

import java.time.Duration;

/**
 * A byte pipe to a server. All that a spec may know of it: what lies between is TCP, TLS, WebSocket
 * or memory.
 */
public interface Wire {
  /** Sends all of these bytes; whether the server still reads them is not told. */
  void send(byte[] bytes);

  /**
   * Waits for bytes.
   *
   * @return how many bytes are in the buffer now, 0 when the time is over, -1 when the server has
   *     closed the pipe
   */
  int read(byte[] buffer, Duration timeout);

  /** Closes in an orderly way, as an end of stream. */
  void close();

  /** Vanishes: a reset where the transport has one. */
  void abort();
}
