package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that others reach does not start by accident without asking who they are. */
@Timeout(60)
class OpenListenerTest {
  private static final String LINE =
      "alice:$6$/Kid3Oh0Pf40YJSF$8vD+q9BkGq2i/6XZ7HaTA0DOiiiTEsFc/Qup72ZUG1l4yjjyefRgzhRDoNGBhiqmCdfrrTrfq4JEHgJ6im5BEA==\n";

  @TempDir Path folder;

  @RegisterExtension final Stage stage = Stage.plain();

  private String passwords(String content) throws IOException {
    return Files.writeString(folder.resolve("passwords"), content).toString();
  }

  private static Map<String, String> at(String address, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.tcp.address", address);
    settings.put("listener.tcp.port", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static void starts(Map<String, String> settings) {
    Heddle.start(settings).close();
  }

  private static String refusal(Map<String, String> settings) {
    return assertThrows(StartException.class, () -> Heddle.start(settings)).getMessage();
  }

  @Test
  void oneLineTellsWhatToDo() {
    String line = refusal(at("0.0.0.0"));
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.startsWith("listener.tcp.address = 0.0.0.0: "), line);
    assertTrue(line.contains("auth.password-file") && line.contains("anonymous = allow"), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost"})
  void loopbackIsOpenToItsMachine(String address) {
    starts(at(address));
  }

  @ParameterizedTest
  @CsvSource({
    "anonymous, allow",
    "anonymous, deny",
    "listener.tcp.anonymous, allow",
    "listener.tcp.anonymous, deny"
  })
  void whoSaysWhatHeWantsGetsIt(String key, String value) {
    starts(at("0.0.0.0", key, value));
  }

  @Test
  void withPasswordsItIsClosedToStrangers() throws IOException {
    starts(at("0.0.0.0", "auth.password-file", passwords(LINE)));
  }

  @Test
  void butNotWhereNobodyIsAsked() throws IOException {
    refusal(
        at("0.0.0.0", "auth.password-file", passwords(LINE), "listener.tcp.authentication", "off"));
    refusal(at("0.0.0.0", "anonymous", "allow", "listener.tcp.anonymous", "local"));
  }

  @Test
  void whereNobodyIsAskedEveryNameWillDo() throws IOException {
    try (RunningBroker server =
        RunningBroker.with(
            "auth.password-file", passwords(LINE), "listener.tcp.authentication", "off")) {
      stage.connectTo(server, Login.v5("a").credentials("alice", "wrong")).fence();
      stage.connectTo(server, Login.v311("b").credentials("mallory", "x")).fence();
    }
  }

  @Test
  void wrongFilesAreToldWithTheirLines() throws IOException {
    String file = passwords("# users\nbob:secret\n");
    String told = refusal(at("127.0.0.1", "auth.password-file", file));
    assertTrue(told.startsWith(file + ":2: the user bob has a password in plain text"), told);
    assertTrue(!told.contains("secret"), told);
    Path acl = Files.writeString(folder.resolve("acl"), "alow all\n");
    assertTrue(refusal(at("127.0.0.1", "acl.file", acl + "")).startsWith(acl + ":1: "));
    String none = refusal(at("127.0.0.1", "acl.file", folder.resolve("none") + ""));
    assertTrue(none.endsWith("there is no such file"), none);
  }
}
