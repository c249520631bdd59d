package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody has to switch on that what was acknowledged survives. */
class KeptByDefaultTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void whatIsRetainedSurvivesAKill() throws Exception {
    Path home = folder.resolve("heddle");
    try (Command copy =
        Command.run(List.of("cp", "-r", Image.home() + "", home + ""), Map.of(), folder)) {
      assertEquals(0, copy.awaitExit(LIMIT), copy::toString);
    }
    try (Image image = start(home)) {
      new Mosquitto("mqttv5", image.port()).publish(new Post("kept/by/default", "yes", 1, true));
      image.kill();
    }
    try (Image image = start(home)) {
      List<String> words = List.of("-t", "kept/#", "-C", "1", "-W", "30");
      Mosquitto client = new Mosquitto("mqttv5", image.port());
      assertEquals(List.of("yes"), client.run("mosquitto_sub", words));
    }
    assertTrue(Files.isDirectory(home.resolve("data")));
  }

  /** As a person does: without the word of {@link Command} that nothing is kept. */
  private static Image start(Path home) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "-u", "HEDDLE_DATA_DIRECTORY"));
    words.add(home.resolve("bin/heddle").toString());
    for (String listener : List.of("listener.tcp", "listener.ws", "metrics")) {
      words.addAll(List.of("-D", listener + ".port=0"));
    }
    return Image.ready(Command.run(words, Map.of(), home));
  }
}
