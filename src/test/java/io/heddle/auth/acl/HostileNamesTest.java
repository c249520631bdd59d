package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Names that clients choose to get further than a rule with a placeholder means. */
class HostileNamesTest {
  private static final List<String> HOSTILE =
      List.of("+", "#", "a/b", "/", "a+", "#a", "a/#", "+/+", "", "a\0b", "a/../b");

  /** Questions that some of the names, put in blindly, would answer with yes. */
  private static final List<String> QUESTIONS =
      List.of(
          "publish u/a/b/x",
          "publish u/x/x",
          "publish u//x",
          "publish u/a",
          "publish u",
          "subscribe u/+/x",
          "subscribe u/#",
          "subscribe u/+/#",
          "subscribe u/+/+/x",
          "receive u/x/x",
          "receive u/a/b/x",
          "receive u/y");

  private static void forEachName(BiConsumer<String, Client> check) {
    Stream<Executable> checks =
        HOSTILE.stream()
            .flatMap(name ->
                Stream.of(Asked.client(name, "c"), Asked.client("u", name))
                    .map(client -> () -> check.accept(name, client)));
    assertAll(checks);
  }

  @Test
  void noNameWidensWhatIsAllowed() {
    Asked rules =
        Asked.rules("allow all publish,subscribe u/%u/%c/# u/%u/%c u/%c/%u/x %u/%c/# %c/%u");
    forEachName((name, client) ->
        QUESTIONS.forEach(question ->
            assertEquals("none", rules.says(client, question), name + ": " + question)));
  }

  @Test
  void noNameGetsPastWhatIsDenied() {
    Asked rules = Asked.rules("deny all publish,subscribe u/%u/%c", "allow all");
    forEachName((name, client) -> {
      assertEquals("deny 1", rules.says(client, "publish u/u/a/b/c"), name);
      assertEquals("allow 2", rules.says(client, "publish v/x"), name);
    });
  }

  @Test
  void harmlessNamesAreTakenAsTheyAre() {
    Asked rules = Asked.rules("allow all publish u/%u/x");
    for (String name : List.of("%c", "%u", "a b", "$SYS", "ü", "a.b", "..", "\uD83D\uDE00", "-")) {
      assertEquals("allow 1", rules.says(Asked.client(name, "c"), "publish u/" + name + "/x"));
    }
    assertEquals("none", rules.says(Asked.client("%c", "c"), "publish u/c/x"));
  }

  @Test
  void noNameOpensWhatIsReserved() {
    Asked rules = Asked.rules("allow all publish,subscribe %u/# a/%u");
    Client client = Asked.client("$SYS", "c");
    assertEquals("none", rules.says(client, "subscribe $SYS/#"));
    assertEquals("none", rules.says(client, "receive $SYS/x"));
    assertEquals("allow 1", rules.says(client, "publish a/$SYS"));
  }

  @Test
  void nobodyGetsRoundADenialByANameThatIsReserved() {
    Asked rules = Asked.rules("deny all publish,subscribe %u/secret", "allow all");
    assertEquals("deny 1", rules.says(Asked.client("dev", "c"), "publish dev/secret"));
    for (String name : List.of("$dev", "$dev/secret", "$dev/#")) {
      Client client = Asked.client(name, "c");
      assertEquals("deny 1", rules.says(client, "publish $dev/secret"), name);
      assertEquals("deny 1", rules.says(client, "subscribe $dev/#"), name);
      assertEquals("deny 1", rules.says(client, "receive $dev/secret"), name);
    }
  }

  @Test
  void aNameThatIsTooLongForATopicMatchesNone() {
    Asked rules = Asked.rules("allow all publish,subscribe u/%u/%c/#");
    Client client = Asked.client("a".repeat(65_000), "b".repeat(65_000));
    assertEquals("none", rules.says(client, "publish u/a"));
  }

  @Test
  void anonymousClientsHaveNoUserName() {
    Asked rules = Asked.rules("deny all publish u/%u/#", "allow all publish u/#");
    assertEquals("allow 2", rules.says(Asked.client(null, "c"), "publish u//x"));
    assertEquals("allow 2", rules.says(Asked.client(null, "c"), "publish u/null/x"));
  }

  @Test
  void namesAreComparedAsTheyAreInConditions() {
    assertTrue(new Condition.User(Set.of("a+")).holds(Asked.client("a+", "c")));
    assertFalse(new Condition.User(Set.of("+")).holds(Asked.client("a", "c")));
    assertFalse(new Condition.Identifier(Set.of("#")).holds(Asked.client("a", "c")));
  }
}
