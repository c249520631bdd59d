package io.heddle.admin.rest;

import io.heddle.admin.web.Reply;
import java.util.Map;

/** Why a request is not done, as RFC 9457 has it. */
final class Problem extends Exception {
  static final String TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  /**
   * A problem.
   *
   * @param detail for people, in words about this request
   */
  Problem(int status, String detail) {
    this(status, detail, Map.of());
  }

  Problem(int status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, detail);
  }

  int status() {
    return status;
  }

  /** The answer that tells it. */
  Reply reply() {
    return reply(status, String.valueOf(getMessage())).with(headers);
  }

  /** The answer for a status and words about what is wrong. */
  static Reply reply(int status, String detail) {
    return Reply.of(
        status,
        TYPE,
        Json.bytes(
            Json.object()
                .add("type", "about:blank")
                .add("title", title(status))
                .add("status", status)
                .add("detail", detail)
                .build()));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> status < 500 ? "Not Done" : "Internal Server Error";
    };
  }
}
