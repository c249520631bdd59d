package io.heddle.auth.http;

import java.util.Locale;
import java.util.Map;

/**
 * What a web server says of a client or of an action. Whatever is not clearly said is no answer,
 * and whoever asked then says no: a page that a proxy shows must not let anybody in.
 *
 * @param more what else the object says; empty when there is none
 */
record Verdict(Result result, Map<String, Object> more) {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  enum Result {
    ALLOW,
    DENY,
    /** Others are to be asked. */
    IGNORE
  }

  static Verdict of(Web.Answer answer, Json json) throws NoAnswerException {
    return switch (answer.status()) {
      case NO_CONTENT -> plain(Result.ALLOW);
      case UNAUTHORIZED, FORBIDDEN -> plain(Result.DENY);
      case OK -> said(answer, json);
      default -> throw new NoAnswerException("answers with status " + answer.status());
    };
  }

  private static Verdict plain(Result result) {
    return new Verdict(result, Map.of());
  }

  private static Verdict said(Web.Answer answer, Json json) throws NoAnswerException {
    String body = answer.body().strip();
    if (body.isEmpty() || answer.type().equals("text/plain") && body.equalsIgnoreCase("ok")) {
      return plain(Result.ALLOW);
    }
    if (!answer.type().equals("application/json")) {
      throw new NoAnswerException(
          "answers with "
              + (answer.type().isEmpty() ? "no Content-Type" : "the Content-Type " + answer.type())
              + "; allowed is application/json, or nothing");
    }
    Map<String, Object> more = json.read(body);
    String result = String.valueOf(more.get("result")).toLowerCase(Locale.ROOT);
    return switch (result) {
      case "allow" -> new Verdict(Result.ALLOW, more);
      case "deny" -> new Verdict(Result.DENY, more);
      case "ignore" -> new Verdict(Result.IGNORE, more);
      default -> throw new NoAnswerException("answers without a result of allow, deny or ignore");
    };
  }
}
