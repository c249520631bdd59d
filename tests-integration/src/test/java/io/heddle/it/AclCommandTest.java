package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/heddle acl} as documented: answers on stdout, errors on stderr, exit codes. */
class AclCommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("my.acl"), List.of(lines));
  }

  private static void answers(int code, List<String> out, List<String> err, List<String> words)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("acl"));
    arguments.addAll(words);
    try (Command command = Command.run(Image.home(), Map.of(), arguments)) {
      assertEquals(code, command.awaitExit(LIMIT), command::toString);
      assertEquals(out, command.stdout(), command::toString);
      assertEquals(err, command.stderr(), command::toString);
    }
  }

  private static List<String> test(Path file, String... words) {
    List<String> all = new ArrayList<>(List.of("test", "--acl", file.toString()));
    all.addAll(List.of(words));
    return all;
  }

  @Test
  void zeroAllowsAndOneDenies() throws IOException {
    Path file = write("# sensors", "allow user alice publish sensors/%u/#", "deny all connect");
    answers(
        0,
        List.of("allow: " + file + ":2: allow user alice publish sensors/%u/#"),
        List.of(),
        test(file, "alice", "c1", "publish", "sensors/alice/temperature"));
    answers(
        1,
        List.of("deny: no rule is about it"),
        List.of(),
        test(file, "alice", "c1", "publish", "sensors/bob/temperature"));
    answers(
        1,
        List.of("deny: " + file + ":3: deny all connect"),
        List.of(),
        test(file, "-", "c1", "connect"));
  }

  /** The image must have what reads addresses and certificates. */
  @Test
  void conditionsOfAllKindsWorkInTheImage() throws IOException {
    Path file = write("allow address fd00::/8 certificate O=\"Acme\" publish a", "allow group g");
    answers(
        0,
        List.of("allow: " + file + ":2: allow group g"),
        List.of(),
        test(file, "--group", "g", "--address", "fd00::1", "u", "c", "subscribe", "#"));
    answers(0, List.of("ok: " + file + ": 2 rules"), List.of(), List.of("check", file.toString()));
  }

  @Test
  void twoIsNoAnswer() throws IOException {
    Path file = write("allow all", "alow all", "deny all pblish");
    try (Command command =
        Command.run(
            Image.home(),
            Map.of(),
            List.of("acl", "test", "--acl", file.toString(), "u", "c", "connect"))) {
      assertEquals(2, command.awaitExit(LIMIT), command::toString);
      assertEquals(List.of(), command.stdout());
      List<String> errors = command.stderr();
      assertEquals(3, errors.size(), command::toString);
      assertTrue(errors.get(0).startsWith(file + ":2: alow: "), command::toString);
      assertTrue(errors.get(1).startsWith(file + ":3: pblish: "), command::toString);
      assertEquals("heddle: 2 errors in " + file, errors.get(2));
    }
  }
}
