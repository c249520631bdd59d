package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.transport.ListenerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defaults file and the settings page are what the table says. */
class ReferenceTest {
  private static final String HOW =
      " differs from the table of settings; `make docs` writes it anew";

  @Test
  void theDefaultsFileIsGenerated() throws IOException {
    Path file = Path.of("conf/heddle.properties");
    assertEquals(Reference.defaultsFile(), Files.readString(file), file + HOW);
  }

  @Test
  void theSettingsPageIsGenerated() throws IOException {
    Path file = Path.of("docs/settings.md");
    assertEquals(Reference.settingsPage(), Files.readString(file), file + HOW);
  }

  @Test
  void writesBoth(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("docs"));
    Reference.main(new String[] {folder.toString()});
    assertEquals(
        Reference.defaultsFile(), Files.readString(folder.resolve("conf/heddle.properties")));
    assertEquals(Reference.settingsPage(), Files.readString(folder.resolve("docs/settings.md")));
  }

  @Test
  void theDefaultsFileOpensTcpAndWebSocketAndMetrics(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), Reference.defaultsFile());
    Configuration shipped = Configuration.load(Sources.file(file));
    assertEquals(
        Map.of(
            "listener.tcp.transport", "tcp", "listener.ws.transport", "ws", "metrics.port", "8082"),
        shipped.explicit());
    assertEquals(List.of("tcp", "ws"), names(shipped));
  }

  @Test
  void everyLineOfItCanBeUncommented(@TempDir Path folder) throws Exception {
    String text = Reference.defaultsFile().replaceAll("(?m)^#(?=[a-z])", "");
    // This one is looked into.
    text = text.replace("/opt/heddle/extensions", folder.toString());
    Path file = Files.writeString(folder.resolve("f"), text);
    Configuration all = Configuration.load(Sources.file(file));
    Configuration none = Configuration.of(Map.of());
    assertEquals(Table.all().size() + 1, all.explicit().size());
    // What may be left without a value shows what people would write, which is no default.
    assertEquals(List.of("tcp", "tls", "unix", "ws"), names(all));
    assertEquals(none.listeners().getFirst().transport(), all.listeners().getFirst().transport());
    assertEquals(none.connection(), all.connection());
    assertEquals(none.broker(), all.broker());
  }

  private static List<String> names(Configuration configuration) {
    return configuration.listeners().stream().map(ListenerOptions::name).toList();
  }

  @Test
  void noLineOfTheDefaultsFileIsLong() {
    List<String> lines =
        Reference.defaultsFile().lines().filter(line -> line.length() > 90).toList();
    assertEquals(List.of(), lines);
  }
}
