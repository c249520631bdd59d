package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How messages are printed: {@code -F}, and JSON. */
class FormatsTest extends Messaging {
  @BeforeEach
  void retain() {
    String properties =
        " -D publish user-property shop 7 -D PUBLISH content-type text/json"
            + " --property publish response-topic r -D publish correlation-data c";
    done(run(("pub -t a/b -m {\"x\":1} -q 1 -r" + properties).split(" ")));
  }

  @Test
  void formatsAreThoseOfMosquitto() {
    String formats = "%t|%p|%q|%r|%05l|%-4l|%x|%X|%C|%R|%D|%P|%.2t|%%\\t@@\\\\\\n";
    shows(
        "a/b|{\"x\":1}|1|1|00007|7   |7b2278223a317d|7B2278223A317D|text/json|r|c|shop:7|a/|%\t@\\\n",
        run("sub", "-t", "a/b", "-q", "1", "-C", "1", "-W", "20", "-N", "-F", formats));
  }

  @Test
  void timesAndJsonAreThoseOfMosquitto() {
    String time = run("sub", "-t", "a/b", "-C", "1", "-F", "%I %U @Y-@m-@d").out();
    assertTrue(
        time.matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d{4} \\d+\\.\\d{9} \\d{4}-\\d\\d-\\d\\d\n"),
        time);
    String json = run("sub", "-t", "a/b", "-q", "1", "-C", "1", "--json").out();
    assertTrue(
        json.endsWith(
            ",\"topic\":\"a/b\",\"qos\":1,\"retain\":1,\"payloadlen\":7,\"mid\":1,\"properties\":{\"user-properties\":{\"shop\":\"7\"},\"content-type\":\"text/json\",\"response-topic\":\"r\",\"correlation-data\":\"c\"},\"payload\":\"{\\\"x\\\":1}\"}\n"),
        json);
    assertTrue(
        run("sub", "-t", "a/b", "-C", "1", "-F", "%J").out().endsWith(",\"payload\":{\"x\":1}}\n"));
  }
}
