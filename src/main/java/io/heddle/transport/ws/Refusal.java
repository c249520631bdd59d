package io.heddle.transport.ws;

import io.heddle.connection.LinkViolationException;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP request that is answered otherwise than by a WebSocket. Has no stack trace: that is an
 * ordinary event.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String status;
  private final String headers;

  /**
   * An answer.
   *
   * @param status code and words, as in the first line of the answer
   * @param words for the log and for whoever asked; nothing of the request is in them but what is
   *     printable
   */
  Refusal(String status, String words) {
    this(status, words, "");
  }

  private Refusal(String status, String words, String headers) {
    super(words, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** The request is wrong. */
  static Refusal badRequest(String words) {
    return new Refusal("400 Bad Request", words);
  }

  /** Nothing but a WebSocket is to be had here. */
  static Refusal upgradeRequired(String words) {
    return new Refusal(
        "426 Upgrade Required",
        words,
        "Upgrade: websocket\r\nSec-WebSocket-Version: " + Reception.VERSION + "\r\n");
  }

  /** The answer as bytes. */
  byte[] answer() {
    String body = getMessage() + "\n";
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nConnection: close\r\n"
            + headers
            + "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  /** What the connection is told. */
  LinkViolationException violation() {
    return new LinkViolationException(
        "its HTTP request was answered with " + status + ": " + getMessage());
  }
}
