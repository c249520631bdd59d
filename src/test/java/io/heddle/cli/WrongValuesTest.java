package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.cli.line.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every key of the shipped file with values that it cannot have: each is told in a line that names
 * the key, and nothing else goes wrong.
 */
class WrongValuesTest {
  private static final Pattern SHOWN = Pattern.compile("#?([a-z][a-z0-9.-]*) = .*");

  /** Whose values are any text, or a name that only somebody else can look up. */
  private static final Set<String> ANYTHING =
      new TreeSet<>(
          Set.of(
              "auth.jwt.acl-claim",
              "auth.jwt.audience",
              "auth.jwt.client-id-claim",
              "auth.jwt.groups-claim",
              "auth.jwt.issuer",
              "auth.ldap.group-base",
              "data.directory",
              "listener.tls.tls.key-password",
              "listener.tls.tls.sni.other.key-password",
              "trace.directory"));

  /** With these every group of settings is in use. */
  private static final Map<String, String> NEEDED =
      Map.ofEntries(
          Map.entry("listener.unix.path", "mqtt.sock"),
          Map.entry("listener.tls.tls.certificate", "FILE"),
          Map.entry("listener.tls.tls.key", "FILE"),
          Map.entry("listener.tls.tls.ca", "FILE"),
          Map.entry("listener.tls.tls.client-certificate", "required"),
          Map.entry("listener.tls.tls.sni.other.certificate", "FILE"),
          Map.entry("listener.tls.tls.sni.other.key", "FILE"),
          Map.entry("auth.ldap.url", "ldap://127.0.0.1"),
          Map.entry("auth.ldap.user-base", "dc=x"),
          Map.entry("rewrite.meters.filter", "a"),
          Map.entry("rewrite.meters.to", "b"),
          Map.entry("auto-subscribe.commands.filter", "c"));

  /** What else one of them needs. */
  private static final Map<String, String> PARTNERS =
      Map.of("auth.ldap.bind-password-file", "auth.ldap.bind-dn");

  @TempDir Path folder;
  private final Captured captured = new Captured();
  private Path file;
  private List<String> keys;

  @BeforeEach
  void read() throws IOException {
    file = Files.writeString(folder.resolve("some"), "text");
    keys = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("conf/heddle.properties"))) {
      Matcher shown = SHOWN.matcher(line);
      if (shown.matches()) {
        keys.add(shown.group(1));
      }
    }
    assertTrue(keys.size() > 100, keys.toString());
  }

  /** The exit code with that value for a key, and what is needed besides. */
  private int check(String key, String value) {
    Map<String, String> settings = new LinkedHashMap<>(NEEDED);
    settings.replaceAll((own, text) -> text.equals("FILE") ? file.toString() : text);
    settings.put("listener.ws.transport", "ws");
    settings.put("listener.tcp.transport", "tcp");
    String partner = PARTNERS.get(key);
    if (partner != null) {
      settings.put(partner, "x=y");
    }
    settings.put(key, value);
    List<String> words = new ArrayList<>(List.of("check-config"));
    settings.forEach((own, text) -> words.addAll(List.of("-D", own + "=" + text)));
    Terminal terminal = captured.terminal(Map.of(), folder);
    Command none =
        (configuration, sources) -> {
          throw new AssertionError("nothing is to be started");
        };
    return new Commands(terminal, none, words.toArray(String[]::new)).run();
  }

  /** What is told of a key that has a wrong value; empty when the value is right. */
  private List<String> refusal(String key, String value) {
    int code = check(key, value);
    List<String> told = captured.err().lines().toList();
    String all = key + " = " + value + ": " + String.join("\n", told);
    assertTrue(code == 0 && told.isEmpty() || code == 1 && !told.isEmpty(), all);
    captured.out();
    for (String line : told) {
      assertFalse(line.contains("Exception") || line.startsWith("\tat "), all);
      assertTrue(line.startsWith("heddle: ") || line.contains(key), all);
    }
    return told;
  }

  @Test
  void whatIsNeededIsRight() {
    assertEquals(List.of(), refusal("queue.qos0", "true"));
  }

  @Test
  void everyKeyRefusesSomething() {
    Set<String> anything = new TreeSet<>();
    for (String key : keys) {
      List<List<String>> told = new ArrayList<>();
      for (String value : new String[] {"", "-1", "x y +", "9".repeat(40)}) {
        told.add(refusal(key, value));
      }
      told.removeIf(List::isEmpty);
      for (List<String> lines : told) {
        long own = lines.stream().filter(line -> line.startsWith("-D " + key + " ")).count();
        assertTrue(own <= 1 && lines.size() <= 3, () -> key + ": " + lines);
      }
      assertFalse(refusal(key, "ü\u0000").isEmpty(), key);
      if (told.isEmpty()) {
        anything.add(key);
      }
    }
    assertEquals(ANYTHING, anything);
  }

  @Test
  void everyFileHasToBeThere() {
    int files = 0;
    for (String key : keys) {
      boolean named =
          key.endsWith("-file")
              || key.endsWith(".file")
              || key.contains(".tls.")
                  && Set.of("certificate", "key", "ca", "crl")
                      .contains(key.substring(key.lastIndexOf('.') + 1));
      if (named) {
        files++;
        assertEquals(List.of(), refusal(key, file.toString()), key);
        Map<String, String> wrong =
            Map.of(
                folder + "/none",
                "there is no such file",
                folder.toString(),
                "it is a folder, and no file");
        wrong.forEach((value, words) ->
            assertEquals(
                List.of(
                    "-D " + key + " = " + value + ": " + words,
                    "heddle: 1 error in the configuration"),
                refusal(key, value)));
      }
    }
    assertTrue(files > 15, "" + files);
  }
}
