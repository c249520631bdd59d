package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mosquitto's clients over a Unix domain socket of the image. */
class UnixTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aMessageOverAFile() throws Exception {
    Path file = folder.resolve("mqtt.sock");
    try (Image image = Image.start("listener.unix.path=" + file)) {
      assertTrue(image.readyLine().contains(" unix:" + file + " "), image.readyLine());
      List<String> words =
          List.of("mosquitto_pub", "--unix", file.toString(), "-t", "t", "-m", "m", "-q", "2");
      try (Command command = Command.run(words, Map.of(), Path.of(""))) {
        assertEquals(0, command.awaitExit(LIMIT), command::toString);
      }
      image.kill();
      assertTrue(Files.exists(file), "who is killed cleans nothing up");
    }
    try (Image image = Image.start("listener.unix.path=" + file)) {
      assertEquals(0, image.stop());
      assertFalse(Files.exists(file));
    }
  }
}
