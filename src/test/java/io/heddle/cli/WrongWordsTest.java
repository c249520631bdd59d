package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.cli.line.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say to words that they do not take, and to those who ask for help. */
class WrongWordsTest {
  private record Run(int code, String out, String err) {}

  private static Run raw(String... words) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    Terminal terminal = captured.terminal(Map.of(), Path.of("."));
    int code = new Commands(terminal, none, words).run();
    return new Run(code, captured.out(), captured.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pub -m x|-t TOPIC is needed",
        "pub -t a|there is no payload: one of -m, -f, -n, -s, -l is needed",
        "pub -t a -m x -n|-m and -n: only one of -m, -f, -n, -s, -l is needed",
        "pub -t a/# -m x|-t: ",
        "pub -t a -m x -q 3|-q 3: allowed is a whole number from 0 to 2",
        "pub -t a -m x -V 6|-V 6: allowed are 5, 311 and 31",
        "pub -t a -m x -p 0|-p 0: allowed is a whole number from 1 to 65535",
        "pub -t a -m x -D publish|-D: allowed is -D PACKET PROPERTY VALUE, and -D PACKET user-property NAME VALUE",
        "pub -t a -m x -D publish colour red|-D publish colour: allowed are payload-format-indicator, ",
        "pub -t a -m x -D subscribe user-property a b|-D subscribe: allowed are connect, publish, will",
        "pub -t a -m x -V 311 -D publish content-type b|-D: only MQTT 5 has properties",
        "pub -t a -m x -V 31 -P secret|a password without a user name: only MQTT 5 has that",
        "pub -t a -m x -L http://h|-L http://…: allowed are mqtt://, mqtts://, ws:// and wss:// with a host",
        "pub -t a -m x --cafile /none/ca|/none/ca: there is no such file",
        "pub --wrong|Unknown option: '--wrong'",
        "sub|-t FILTER is needed",
        "sub -t a/#/b|-t a/#/b: ",
        "sub -t a -c|-c: a session that is kept needs the client identifier: -i ID",
        "sub -t a -W soon|-W soon: allowed are seconds, such as 10 or 0.5",
        "sub -t a -F %y|-F: %y stands for nothing",
        "rr -t a -m b|-e TOPIC is needed",
        "clients --url ftp://h|--url: allowed is http://HOST:PORT or https://HOST:PORT, without a user",
        "clients show|Missing required parameter: 'ID'",
        "clients vanish|Unmatched argument at index 1: 'vanish'",
        "sessions --connected --disconnected|--connected and --disconnected: only one of them",
        "ban add|one of --client, --username, --address is needed",
        "ban add --client a --for ever|--for ever: allowed is a time such as 30s, 30m, 12h or 7d",
        "explain|a command is missing; allowed are publish, subscribe, connect",
        "explain publish --client a|--topic is needed",
        "bench|a command is missing; allowed are conn, pub, sub",
        "bench pub|-t TOPIC is needed",
        "bench pub -t a/#|-t a/#: ",
        "bench sub -t a -V 6|-V 6: allowed are 3, 4 and 5",
        "bench conn -c none|-c none: allowed is a whole number from 1 to 2147483647",
        "completion fish|completion: fish: allowed is bash"
      })
  void wrongWordsAreToldInASentence(String line) {
    int bar = line.indexOf('|');
    Run run = raw(line.substring(0, bar).split(" "));
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("heddle: " + line.substring(bar + 1)), run.err());
    assertTrue(run.err().contains("heddle: see heddle "), run.err());
  }

  @Test
  void helpHasExamples() {
    for (String command :
        List.of(
            "pub",
            "sub",
            "rr",
            "clients",
            "sessions show",
            "topics clear",
            "ban add",
            "explain publish",
            "bench pub",
            "completion")) {
      Run run = raw((command + " --help").split(" "));
      assertEquals(0, run.code());
      assertTrue(run.out().startsWith("Usage: heddle " + command + " "), run.out());
      assertTrue(run.out().contains("Examples:\n  "), run.out());
    }
  }

  @Test
  void completionKnowsAllWords() {
    Run run = raw("completion", "bash");
    assertEquals(0, run.code());
    for (String word :
        List.of(
            "--retained-only", "--interval_of_msg", "disconnect", "print-config", "--damaged")) {
      assertTrue(run.out().contains(word), word);
    }
  }
}
