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

/**
 * {@code bin/heddle bench} and the commands that ask a broker, as processes; wrong words, and
 * completion.
 */
class OperatorsCommandsTest extends ClientPrograms {
  @Test
  void clientsAreMeasuredListedAndBanned() throws IOException {
    String port = String.valueOf(image.port());
    try (Command staying =
        Command.run(
            with(
                ours("bench", "conn"),
                words("-p " + port + " -c 20 -i 0 --prefix b --duration 600")),
            Map.of(),
            Path.of(""))) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> told(ours("clients", "--prefix", "b_")).size() == 21);
      assertEquals(List.of("disconnected: b_7"), told(ours("clients", "disconnect", "b_7")));
      told(ours("ban", "add", "--client", "b_8", "--for", "1h"));
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> told(ours("clients", "--prefix", "b_")).size() == 19);
      assertEquals(
          138, heddle(Map.of(), "pub", "-p", port, "-i", "b_8", "-t", "x", "-n", "--quiet"));
      // Ctrl-C: what has come of it is told all the same.
      staying.terminate();
      staying.awaitExit(LIMIT);
      assertTrue(staying.stdout().contains("connected                20"), staying::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"heddle", "mosquitto"})
  void messagesAreMeasured(String broker) throws IOException {
    String port = String.valueOf(broker.equals("heddle") ? image.port() : mosquittoPort);
    String published =
        String.join(
            "",
            told(
                with(
                    ours("bench", "pub"),
                    words("-p " + port + " -c 3 -i 0 -I 0 -q 1 -F 10 -t bench/%i -L 300 --json"))));
    assertTrue(published.contains("\"published\":300,"), published);
    assertTrue(published.contains("\"latency-ms\":{\"p50\":"), published);
  }

  @Test
  void wrongWordsAreToldInASentence() throws IOException {
    try (Command wrong = Command.run(Image.home(), Map.of(), List.of("sub", "--topics", "a"))) {
      assertEquals(2, wrong.awaitExit(LIMIT));
      assertTrue(wrong.stderr().getFirst().startsWith("heddle: Unknown option"), wrong::toString);
    }
    try (Command none =
        Command.run(Image.home(), Map.of(), List.of("clients", "--url", "http://127.0.0.1:1"))) {
      assertEquals(1, none.awaitExit(LIMIT));
      assertEquals(1, none.stderr().size(), none::toString);
    }
  }

  @Test
  void bashCompletes() throws IOException {
    String script =
        "source <("
            + Image.home().resolve("bin/heddle")
            + " completion bash); COMP_WORDS=(heddle sub --retained-); COMP_CWORD=2; _complete_heddle;"
            + " echo ${COMPREPLY[@]}";
    assertEquals(List.of("--retained-only"), told(List.of("bash", "-c", script)));
  }
}
