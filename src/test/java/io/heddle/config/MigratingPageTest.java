package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/migrating.md names only keys that exist, with their defaults, and forgets few. */
class MigratingPageTest {
  /** What no other broker has. */
  private static final List<String> OURS =
      List.of(
          "listener.NAME.durability",
          "auth.remember",
          "files.interval",
          "limits.close-timeout",
          "limits.topic-length",
          "mqtt.check-payload-format",
          "queue.block-timeout",
          "retained.memory",
          "drops.per-client",
          "drops.clients",
          "hooks.timeout",
          "hooks.queue",
          "hooks.queue-bytes",
          "data.segment-size",
          "data.reserve",
          "trace.directory",
          "trace.file-size",
          "extensions.folder",
          "extensions.order",
          "extensions.required",
          "extensions.timeout");

  private static final Pattern KEY =
      Pattern.compile(
          "`(anonymous|[a-z]+(?:-[a-z]+)*(?:\\.[a-zA-Z0-9-]+)+)(?: = ([^`]+))?`(?: \\(([^,)]+))?");

  @Test
  void everyKeyExistsAndItsDefaultIsRight() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("docs/migrating.md"))) {
      String[] cells = line.split("\\|");
      if (cells.length < 4) {
        continue;
      }
      Matcher matcher = KEY.matcher(cells[2] + cells[3]);
      while (matcher.find()) {
        Setting<?> setting =
            Table.find(matcher.group(1).replace("NAME", "tcp").replace(".ID.", ".other."));
        assertTrue(setting != null, line);
        named.add(matcher.group(1));
        if (matcher.group(2) != null) {
          assertEquals("", setting.problem(matcher.group(2)), line);
        }
        if (matcher.group(3) != null && !setting.key().startsWith("listener.ws")) {
          assertEquals(setting.usual(), matcher.group(3), line);
        }
      }
    }
    List<String> missing =
        Table.all().stream().map(Setting::key).filter(key -> !named.contains(key)).toList();
    assertEquals(OURS, missing);
  }
}
