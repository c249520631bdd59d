package io.heddle.transport.ws;

import io.heddle.connection.LinkViolationException;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * An HTTP request that is answered otherwise than by a WebSocket. Has no stack trace: that is an
 * ordinary event.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Header PLAIN =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
  private static final Header AS_IT_SAYS =
      HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");

  private final transient Status status;
  private final transient List<Header> headers;

  /**
   * An answer.
   *
   * @param words for the log and for whoever asked; nothing of the request is in them but what is
   *     printable
   */
  Refusal(Status status, String words, Header... headers) {
    super(words, null, false, false);
    this.status = status;
    this.headers = List.of(headers);
  }

  /** The request is wrong. */
  static Refusal badRequest(String words) {
    return new Refusal(Status.BAD_REQUEST_400, words);
  }

  /** Nothing but a WebSocket is to be had here. */
  static Refusal upgradeRequired(String words) {
    return new Refusal(
        Status.UPGRADE_REQUIRED_426,
        words,
        HeaderValues.createCached(HeaderNames.UPGRADE, "websocket"),
        HeaderValues.createCached(HeaderNames.create("Sec-WebSocket-Version"), Reception.VERSION));
  }

  /** The answer to a request that asked for another protocol. */
  RequestException answer() {
    RequestException.Builder answer =
        RequestException.builder()
            .type(DirectHandler.EventType.OTHER)
            .status(status)
            .message(getMessage() + "\n")
            .header(PLAIN)
            .header(AS_IT_SAYS)
            .setKeepAlive(false);
    headers.forEach(answer::header);
    return answer.build();
  }

  /** The answer to a request that asked for none. */
  void answer(ServerResponse response) {
    headers.forEach(response::header);
    response
        .status(status)
        .header(PLAIN)
        .header(AS_IT_SAYS)
        .header(HeaderValues.CONNECTION_CLOSE)
        .send(getMessage() + "\n");
  }

  /** What the connection is told. */
  LinkViolationException violation() {
    return new LinkViolationException(
        "its HTTP request was answered with " + status.text() + ": " + getMessage());
  }
}
