package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pub}, {@code sub} and {@code rr} with a broker in this process. */
class MessagingTest extends Messaging {
  /** Her password is: secret. */
  private static final String ANN =
      "ann:$7$101$b/Cm5B2JG64XdoMo$xbnZWxS5Ee/Y8AzjwQt7aPB0NRkBrdC4mV4+D0yskN"
          + "IXBvOLUJcavrq4P87oRhqoUZS4iFpASPQTtVKiWyNmcw==";

  @ParameterizedTest
  @CsvSource({"5,0", "5,1", "5,2", "311,0", "311,1", "311,2", "31,0", "31,1", "31,2"})
  void whatIsPublishedIsPrinted(String version, String qos) {
    done(run("pub", "-V", version, "-t", "house/hall", "-m", "on", "-q", qos, "-r"));
    shows(
        "house/hall on\n",
        run("sub", "-V", version, "-v", "-t", "house/#", "-C", "1", "-q", qos, "-W", "20"));
  }

  @Test
  void eachLineIsAMessage() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 300; i++) {
      lines.append(i).append('\n');
    }
    done(run("sub", "-c", "-i", "keeper", "-q", "2", "-t", "lines", "-E"));
    for (String qos : List.of("1", "2")) {
      in = new ByteArrayInputStream((lines + "last").getBytes(StandardCharsets.UTF_8));
      done(run("pub", "-t", "lines", "-l", "-q", qos));
      String all = lines + "last\n";
      shows(
          all, run("sub", "-c", "-i", "keeper", "-q", "2", "-t", "lines", "-C", "301", "-W", "20"));
    }
  }

  @Test
  void payloadsComeFromFilesAndTheInputAndAreBytes() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("picture"), bytes);
    done(run("pub", "-t", "f", "-f", file.toString(), "-r", "-q", "1"));
    in = new ByteArrayInputStream("two\nlines\n".getBytes(StandardCharsets.UTF_8));
    done(run("pub", "-t", "s", "-s", "-r"));
    done(run("pub", "-t", "n", "-n"));
    String hex = HexFormat.of().formatHex(bytes);
    shows(hex + "\n", run("sub", "-t", "f", "-C", "1", "-F", "%x", "-W", "20"));
    shows("two\nlines\n\n", run("sub", "-t", "s", "-C", "1", "-W", "20"));
    assertEquals(
        new Run(1, "", "heddle: " + folder.resolve("none") + ": there is no such file\n"),
        run("pub", "-t", "f", "-f", folder.resolve("none").toString()));
  }

  @Test
  void filtersAndRetained() {
    for (String topic : List.of("r/1", "r/2", "r/3")) {
      done(run("pub", "-t", topic, "-m", topic, "-r"));
    }
    shows("r/1\nr/3\n", run("sub", "-t", "r/+", "-T", "r/2", "-C", "2", "-W", "20"));
    Run none = run("sub", "-t", "r/+", "-R", "-W", "0.3");
    assertEquals(new Run(27, "", "heddle: the time of -W is over\n"), none);
    assertEquals(27, run("sub", "-t", "r/+", "--remove-retained", "-W", "0.3", "--quiet").code());
    assertEquals(new Run(27, "", ""), run("sub", "-t", "r/+", "-W", "0.3", "--quiet"));
  }

  @Test
  void aRequestIsAnswered() throws Exception {
    CompletableFuture<Run> request =
        beside("rr", "-t", "time/request", "-e", "time/answer", "-m", "now", "-q", "1", "-W", "60");
    CompletableFuture<Run> asked =
        beside("sub", "-t", "time/request", "-C", "1", "-F", "%R %p", "-W", "60");
    // The answer may come before somebody waits for it: until both are done it is told again.
    while (!asked.isDone()) {
      done(
          run(
              "pub",
              "-t",
              "time/request",
              "-m",
              "now",
              "-D",
              "publish",
              "response-topic",
              "time/answer"));
    }
    shows("time/answer now\n", asked.get());
    while (!request.isDone()) {
      done(run("pub", "-t", "time/answer", "-m", "noon"));
    }
    shows("noon\n", request.get());
    assertEquals(27, run("rr", "-t", "q", "-e", "a", "-m", "x", "-W", "0.3").code());
  }

  @Test
  void theLoginMayComeFromTheEnvironmentAndTheUrl() throws Exception {
    broker.close();
    Path passwords = Files.writeString(folder.resolve("passwords"), ANN + "\n");
    broker =
        Heddle.start(
            Map.of(
                "listener.tcp.port",
                "0",
                "anonymous",
                "deny",
                "auth.password-file",
                passwords.toString()));
    assertEquals(
        new Run(135, "", "heddle: the broker refuses the connection: Not authorized\n"),
        run("pub", "-t", "a", "-m", "b"));
    assertEquals(
        new Run(5, "", "heddle: the broker refuses the connection: Not authorized\n"),
        run("pub", "-V", "311", "-t", "a", "-m", "b"));
    assertEquals(134, run("pub", "-u", "ann", "-P", "wrong", "-t", "a", "-m", "b").code());
    environment = Map.of("HEDDLE_MQTT_USERNAME", "ann", "HEDDLE_MQTT_PASSWORD", "secret");
    done(run("pub", "-t", "a", "-m", "b", "-r"));
    environment = Map.of();
    String url = "mqtt://ann:secret@127.0.0.1:" + port("tcp");
    shows("b\n", raw("sub", "-L", url + "/a", "-C", "1", "-W", "20"));
    environment = Map.of("HEDDLE_MQTT_URL", url);
    shows("b\n", raw("sub", "-t", "a", "-C", "1", "-W", "20"));
  }

  @Test
  void overWebSocket() {
    byte[] large = new byte[300_000];
    Arrays.fill(large, (byte) 'x');
    String url = "ws://127.0.0.1:" + port("ws") + "/mqtt";
    in = new ByteArrayInputStream(large);
    done(raw("pub", "-L", url, "-t", "w", "-s", "-r", "-q", "2"));
    shows("300000\n", raw("sub", "-L", url, "-t", "w", "-C", "1", "-F", "%l", "-W", "20"));
    assertEquals(
        "heddle: no connection to 127.0.0.1:"
            + port("ws")
            + ": no WebSocket: HTTP/1.1 404 Not Found\n",
        raw("sub", "-L", url + "/other", "-t", "w").err());
  }

  @Test
  void whoLeavesIsNotTakenForLost() {
    done(
        run(
            "sub",
            "-c",
            "-i",
            "watcher",
            "-q",
            "1",
            "-t",
            "will",
            "-E",
            "--will-topic",
            "will",
            "--will-payload",
            "gone",
            "--will-qos",
            "1"));
    assertEquals(
        27, run("sub", "-c", "-i", "watcher", "-t", "will", "-W", "0.3", "--quiet").code());
  }

  @Test
  void whatIsPublishedIsToldInJson() {
    Run taken = run("pub", "-t", "nobody", "-m", "x", "-q", "1", "--json");
    assertEquals(
        "{\"topic\":\"nobody\",\"qos\":1,\"mid\":1,\"code\":16,\"reason\":\"No matching subscribers\"}\n",
        taken.out());
    shows(
        "{\"topic\":\"t\",\"qos\":0}\n{\"topic\":\"t\",\"qos\":0}\n",
        run("pub", "-t", "t", "-n", "--json", "--repeat", "2"));
  }

  @Test
  void whatIsRefusedIsToldInWords() throws Exception {
    broker.close();
    Path rules = Files.writeString(folder.resolve("acl"), "topic read ok/#\ntopic write ok/#\n");
    broker =
        Heddle.start(
            Map.of("listener.tcp.port", "0", "acl.file", rules.toString(), "subscribe.deny", "no"));
    assertEquals(
        new Run(135, "", "heddle: the message to no is refused: Not authorized\n"),
        run("pub", "-t", "no", "-m", "x", "-q", "1"));
    Run subscribed = run("sub", "-t", "no", "-W", "20");
    assertEquals(
        new Run(135, "", "heddle: the subscription to no is refused: Not authorized\n"),
        subscribed);
    Run one = run("sub", "-t", "no", "-t", "ok/a", "-W", "0.3");
    assertEquals(27, one.code());
    assertTrue(one.err().startsWith("heddle: the subscription to no is refused"), one.err());
  }

  @Test
  void nobodyThere() {
    Run run = raw("pub", "-h", "127.0.0.1", "-p", "1", "-t", "a", "-m", "b");
    assertEquals(
        new Run(1, "", "heddle: no connection to 127.0.0.1:1: refused: nothing listens there\n"),
        run);
    assertEquals(1, raw("pub", "-h", "no.such.host.invalid", "-t", "a", "-m", "b").code());
  }

  @Test
  void valuesMayLookLikeOptions() {
    done(run("pub", "-t", "odd", "-m", "-t", "-r"));
    shows("-t\n", run("sub", "-t", "odd", "-C", "1", "-W", "20"));
  }
}
