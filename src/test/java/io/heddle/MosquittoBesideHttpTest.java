package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file in Mosquitto's format grants every subscription. A web server that is asked after it would
 * be asked about none, and had no say in what is received.
 */
class MosquittoBesideHttpTest {
  @TempDir private Path folder;

  private Map<String, String> settings(String rules, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), rules);
    return more.length == 0
        ? Map.of("listener.tcp.port", "0", "acl.file", file.toString())
        : Map.of("listener.tcp.port", "0", "acl.file", file.toString(), more[0], more[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topic read a/#\n", "user alice\ntopic a\n", "pattern read %u/#\n"})
  void theyDoNotGoTogether(String rules) throws Exception {
    Map<String, String> both = settings(rules, "acl.http.url", "http://127.0.0.1:9/");
    StartException no = assertThrows(StartException.class, () -> Heddle.start(both));
    String told = String.valueOf(no.getMessage());
    assertTrue(told.startsWith(folder.resolve("rules") + ": it is in Mosquitto's format"), told);
    assertEquals(1, told.lines().count(), told);
  }

  @Test
  void eachAloneIsFine() throws Exception {
    Heddle.start(settings("topic read a/#\n")).close();
    Heddle.start(settings("allow all subscribe a/#\n", "acl.http.url", "http://127.0.0.1:9/"))
        .close();
  }
}
