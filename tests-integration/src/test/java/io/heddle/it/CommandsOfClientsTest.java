package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/heddle pub}, {@code sub} and {@code rr}, as processes. */
class CommandsOfClientsTest extends ClientPrograms {
  @ParameterizedTest
  @CsvSource({
    "heddle,heddle,heddle", "heddle,heddle,mosquitto", "heddle,mosquitto,heddle",
    "mosquitto,heddle,heddle", "mosquitto,mosquitto,heddle", "heddle,mosquitto,mosquitto"
  })
  void whatOnePublishesTheOtherPrints(String publisher, String subscriber, String broker)
      throws IOException {
    String port = String.valueOf(broker.equals("heddle") ? image.port() : mosquittoPort);
    for (String version : List.of("31", "311", "5")) {
      String topic = publisher + "/" + subscriber + "/" + version;
      String spoken = "mqttv" + version;
      String where = "-h 127.0.0.1 -p " + port + " -V " + spoken + " -q 2 -t " + topic;
      told(with(client(publisher, "pub"), words(where + " -m grüße -r")));
      assertEquals(
          List.of(topic + " grüße"),
          told(with(client(subscriber, "sub"), words(where + " -v -C 1 -W 60"))));
    }
  }

  @Test
  void formatsPrintTheSame() throws IOException {
    String port = String.valueOf(image.port());
    String properties =
        " -D publish user-property shop 7 -D publish content-type json"
            + " -D publish response-topic r -D publish correlation-data c";
    told(
        with(
            ours("pub"),
            words("-p " + port + " -t format -m {\"a\":\"\\\"\"} -r -q 1" + properties)));
    String[] words =
        words(
            "-h 127.0.0.1 -p "
                + port
                + " -V 5 -t format -q 1 -C 1 -F"
                + " %t|%p|%q|%r|%l|%05l|%-5l|%x|%X|%C|%R|%D|%P|%S|%m|%%|@Y\\t@@");
    assertEquals(told(with(List.of("mosquitto_sub"), words)), told(with(ours("sub"), words)));
    words[words.length - 1] = "%J";
    String theirs = told(with(List.of("mosquitto_sub"), words)).getFirst();
    String same = told(with(ours("sub"), words)).getFirst();
    assertEquals(
        theirs.substring(theirs.indexOf("\"topic\"")), same.substring(same.indexOf("\"topic\"")));
  }

  @Test
  void overTls() throws IOException {
    String authority = ServerCertificate.shared().certificate().toString();
    String port = String.valueOf(image.port("mqtts"));
    told(with(ours("pub"), "--cafile", authority, "-p", port, "-t", "tls", "-m", "x", "-r"));
    assertEquals(
        List.of("x"),
        told(
            with(
                ours("sub"), "-L", "mqtts://localhost:" + port + "/tls", "--insecure", "-C", "1")));
    try (Command stranger =
        Command.run(
            with(ours("pub"), "--tls-use-os-certs", "-p", port, "-t", "tls", "-n"),
            Map.of(),
            Path.of(""))) {
      assertEquals(1, stranger.awaitExit(LIMIT));
      String said = String.join("\n", stranger.stderr());
      assertTrue(said.startsWith("heddle: no connection to localhost:" + port + ": TLS: "), said);
      assertEquals(1, stranger.stderr().size(), said);
    }
  }

  @Test
  void aRequestIsAnsweredByMosquittosClients() throws IOException {
    String port = String.valueOf(image.port());
    try (Command asked =
        Command.run(
            with(ours("rr"), "-p", port, "-t", "ask", "-e", "answer", "-m", "?", "-W", "80"),
            Map.of(),
            Path.of(""))) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> {
            told(List.of("mosquitto_pub", "-p", port, "-t", "answer", "-m", "!"));
            return !asked.process().isAlive();
          });
      assertEquals(0, asked.awaitExit(LIMIT));
      assertEquals(List.of("!"), asked.stdout());
    }
  }

  @Test
  void whoeverIsStoppedLeavesAndDoesNotDie() throws IOException {
    String port = String.valueOf(image.port());
    String will = " --will-topic wills --will-payload gone --will-retain";
    try (Command subscriber =
        Command.run(
            with(ours("sub"), words("-p " + port + " -i stopped -t stopped" + will + " -v")),
            Map.of(),
            Path.of(""))) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> {
            told(List.of("mosquitto_pub", "-p", port, "-t", "stopped", "-m", "?"));
            return !subscriber.stdout().isEmpty();
          });
      subscriber.terminate();
      subscriber.awaitExit(LIMIT);
      assertEquals(List.of(), subscriber.stderr());
    }
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> told(ours("clients", "--prefix", "stopped")).size() == 1);
    List<String> topics = told(ours("topics", "--filter", "wills"));
    assertEquals(1, topics.size(), "the names of columns, and no topic");
  }
}
