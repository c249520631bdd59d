package io.heddle.admin.rest;

import io.heddle.admin.web.Asked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for each request that was to change something, and for each that was refused.
 */
final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger("io.heddle.admin.audit");

  private static final int LONGEST = 300;

  private Audit() {}

  static void write(Asked asked, String who, int status) {
    boolean reads = asked.method().equals("GET") || asked.method().equals("HEAD");
    if (!reads || status == 401 || status == 403 || status == 429) {
      LOG.info(
          "{} at {} asked: {} {} - {}",
          printable(who),
          Gate.shown(asked.peer()),
          printable(asked.method()),
          printable(asked.path() + query(asked)),
          status);
    }
  }

  private static String query(Asked asked) {
    String query = asked.rawQuery();
    return query.isEmpty() ? "" : "?" + query;
  }

  /** A text in one line that nobody takes for another. */
  static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(each -> Character.isISOControl(each) || !Character.isDefined(each) ? '?' : each)
        .forEach(line::appendCodePoint);
    return text.length() > LONGEST ? line + "..." : line.toString();
  }
}
