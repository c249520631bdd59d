package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heddle acl test} and {@code heddle acl check}, called in this process. */
class AclCommandsTest {
  @TempDir Path folder;

  private final Captured captured = new Captured();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("my.acl");
    Files.writeString(
        file,
        """
        deny all subscribe =#
        allow user alice publish,subscribe s/%u/# max-qos 1
        allow group ops connect
        deny all connect
        allow client special publish state retain
        allow address 10.0.0.0/8 publish near
        allow anonymous subscribe open/#
        allow group ops,dev publish all/%c
        """);
  }

  private int run(String... arguments) {
    Terminal terminal = captured.terminal(Map.of(), folder);
    Command serve =
        (Configuration configuration, Sources sources) -> {
          throw new AssertionError("the broker was started");
        };
    return new Commands(terminal, serve, arguments).run();
  }

  /** Asks; what stands before the options and the question is the same for all. */
  private int ask(String words) {
    String[] arguments = ("acl test --acl " + file + " " + words).split(" ");
    return run(arguments);
  }

  private void says(String answer, int code, String words) {
    int was = ask(words);
    assertEquals("", captured.err());
    assertEquals(answer.replace("FILE", file.toString()) + "\n", captured.out(), words);
    assertEquals(code, was, words);
  }

  @Test
  void theRuleIsNamed() {
    String alice = "FILE:2: allow user alice publish,subscribe s/%u/# max-qos 1";
    says("allow, QoS 1 at most: " + alice, 0, "alice c publish s/alice/x");
    says("deny: " + alice, 1, "--qos 2 alice c publish s/alice/x");
    says("allow, QoS 1 at most: " + alice, 0, "alice c subscribe s/alice/# --qos 2");
    says("allow, QoS 1 at most: " + alice, 0, "alice c receive s/alice");
    says("deny: FILE:1: deny all subscribe =#", 1, "alice c subscribe #");
    says("deny: FILE:1: deny all subscribe =#", 1, "alice c subscribe $share/g/#");
    says("deny: no rule is about it", 1, "alice c publish x");
    says("deny: no rule is about it", 1, "alice c receive s/bob");
  }

  @Test
  void everythingThatARuleAsksAboutCanBeSaid() {
    says("allow: FILE:3: allow group ops connect", 0, "--group x --group ops - c connect");
    says("deny: FILE:4: deny all connect", 1, "--group x - c connect");
    says(
        "allow: FILE:5: allow client special publish state retain",
        0,
        "--retain u special publish state");
    says("deny: no rule is about it", 1, "u special publish state");
    says(
        "allow: FILE:6: allow address 10.0.0.0/8 publish near",
        0,
        "--address 10.1.2.3 u c publish near");
    says("deny: no rule is about it", 1, "--address 11.1.2.3 u c publish near");
    says("deny: no rule is about it", 1, "u c publish near");
    says("allow: FILE:7: allow anonymous subscribe open/#", 0, "- c subscribe open/#");
    says("deny: no rule is about it", 1, "x c subscribe open/#");
    says("allow: FILE:8: allow group ops,dev publish all/%c", 0, "--group dev u c publish all/c");
  }

  @Test
  void connectingIsAllowedWhenNoRuleIsAboutIt() throws IOException {
    Files.writeString(file, "deny all\n");
    says("allow: no rule is about it", 0, "u c connect");
    says("deny: FILE:1: deny all", 1, "u c publish a");
  }

  @Test
  void mosquittosFilesAreRead() throws IOException {
    Files.writeString(file, "user alice\ntopic read a/#\n");
    says("allow: FILE:2: topic read a/#", 0, "alice c receive a/b");
    says("deny: no rule is about it", 1, "alice c publish a/b");
  }

  private void isMisused(String error, String... arguments) {
    assertEquals(2, run(arguments), String.join(" ", arguments));
    assertEquals("", captured.out());
    String told = captured.err();
    assertTrue(told.contains(error), told);
  }

  @Test
  void withoutAnAnswerTheCodeIsTwo() {
    String acl = file.toString();
    isMisused("acl: a command is missing; allowed are test, check", "acl");
    isMisused("Missing required parameters", "acl", "test");
    isMisused("Missing required parameter", "acl", "check");
    isMisused(
        "foo: no such action; allowed are connect, publish, subscribe, receive",
        "acl",
        "test",
        "--acl",
        acl,
        "u",
        "c",
        "foo",
        "x");
    isMisused("publish: a topic is missing", "acl", "test", "--acl", acl, "u", "c", "publish");
    isMisused("connect has no topic", "acl", "test", "--acl", acl, "u", "c", "connect", "x");
    isMisused("has no wildcard", "acl", "test", "--acl", acl, "u", "c", "receive", "#");
    isMisused("is the last level", "acl", "test", "--acl", acl, "u", "c", "subscribe", "#/a");
    isMisused("--qos 3", "acl", "test", "--qos", "3", "--acl", acl, "u", "c", "publish", "x");
    isMisused("here", "acl", "test", "--address", "here", "--acl", acl, "u", "c", "connect");
    isMisused(
        "--certificate " + acl + ": no certificate can be read",
        "acl",
        "test",
        "--certificate",
        acl,
        "--acl",
        acl,
        "u",
        "c",
        "connect");
    isMisused("no file of rules", "acl", "test", "u", "c", "connect");
    isMisused("no such file", "acl", "test", "--acl", acl + "x", "u", "c", "connect");
    isMisused("no such key", "acl", "test", "-D", "no.key=1", "u", "c", "connect");
  }

  @Test
  void aWrongFileGivesNoAnswer() throws IOException {
    Files.writeString(file, "allow al\ndeny all\nfoo\n");
    assertEquals(2, ask("u c connect"));
    assertEquals("", captured.out());
    String errors = captured.err();
    assertTrue(errors.startsWith(file + ":1: al: no such client; the nearest is all"), errors);
    assertTrue(errors.contains("\n" + file + ":3: foo: no such rule"), errors);
    assertTrue(errors.endsWith("\nheddle: 2 errors in " + file + "\n"), errors);
  }

  @Test
  void checkTellsWhatIsWrong() throws IOException {
    assertEquals(0, run("acl", "check", file.toString()));
    assertEquals("ok: " + file + ": 8 rules\n", captured.out());
    Files.writeString(file, "allow all\n");
    assertEquals(0, run("acl", "check", file.toString()));
    assertEquals("ok: " + file + ": 1 rule\n", captured.out());
    Files.writeString(file, "allow all\nfoo\n");
    assertEquals(1, run("acl", "check", file.toString()));
    assertEquals("", captured.out());
    assertEquals(
        file + ":2: foo: no such rule; allowed are allow, deny\nheddle: 1 error in " + file + "\n",
        captured.err());
  }
}
