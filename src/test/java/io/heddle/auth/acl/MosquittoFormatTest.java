package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mosquitto's {@code acl_file}: what Mosquitto 2.0.11 was seen to do with the same file. */
class MosquittoFormatTest {
  private static final String[] LINES = {
    "topic read pub/#", // 1
    "topic deny pub/secret",
    "user admin",
    "topic readwrite #",
    "topic readwrite $SYS/#", // 5
    "topic deny no/#",
    "user alice",
    "topic write own/x   ",
    "topic read with space/#",
    "topic tail  ", // 10
    "user bob smith",
    "topic write bob/#",
    "user alice",
    "topic write second/#",
    "pattern deny pat/deny/#", // 15
    "pattern write pat/%u/#",
    "pattern write part-%u/x",
    "pattern write cl/%c/#",
    "pattern readwrite nopl/#",
    "topic read %u/x", // 20
    "topic write read"
  };

  private static final Asked RULES = Asked.rules(LINES);

  /** The user {@code -} is an anonymous client. */
  @ParameterizedTest
  @CsvSource({
    "admin, a, publish x/y, allow 4",
    "admin, a, publish no/y, deny 6",
    "admin, a, receive no/y, deny 6",
    // What a topic grants is not asked of patterns any more.
    "admin, a, publish pat/deny/z, allow 4",
    "admin, a, receive $SYS/broker/version, allow 5",
    "admin, a, publish pub/secret, allow 4",
    "alice, c1, publish own/x, allow 8",
    "alice, c1, receive own/x, none",
    "alice, c1, receive with space/y, allow 9",
    "alice, c1, publish with space/y, none",
    "alice, c1, publish tail, allow 10",
    "alice, c1, receive tail, allow 10",
    "alice, c1, publish second/q, allow 14",
    "alice, c1, receive pub/1, none",
    "alice, c1, publish pat/alice/1, allow 16",
    "alice, c1, publish pat/alice, allow 16",
    "alice, c1, receive pat/alice/1, none",
    "alice, c1, publish pat/bob/1, none",
    "alice, c1, publish pat/deny/1, deny 15",
    "deny, c1, publish pat/deny/1, deny 15",
    "alice, c1, publish part-alice/x, allow 17",
    "alice, c1, publish cl/c1/x, allow 18",
    "alice, c1, publish nopl/1, allow 19",
    "alice, c1, receive %u/x, allow 20",
    "alice, c1, receive alice/x, none",
    "alice, c1, publish read, allow 21",
    "bob smith, c1, publish bob/1, allow 12",
    "bob, c1, publish bob/1, none",
    "-, c1, receive pub/1, allow 1",
    "-, c1, receive pub/secret, deny 2",
    "-, c1, publish pub/secret, deny 2",
    "-, c1, publish pub/1, none",
    "-, c1, publish nopl/1, allow 19",
    "-, c1, publish pat//1, none",
    // With a wildcard in a name no pattern is granted, not even one without placeholder.
    "al+, c1, publish pat/x/1, deny file",
    "al+, c1, publish nopl/1, deny file",
    "alice, c+, publish nopl/1, deny file",
    "alice, c+, publish own/x, allow 8",
    "#, c1, receive nopl/1, deny file",
    // Subscribing is granted to everybody.
    "nobody, c1, subscribe #, allow file",
    "-, c1, subscribe2 $SYS/#, allow file",
    "nobody, c1, receive x, none",
    "nobody, c1, connect, none"
  })
  void asMosquittoDoes(String user, String id, String question, String answer) {
    assertEquals(answer, RULES.says(client(user, id), question));
  }

  /** Mosquitto puts a slash in as it is, and so gives a client the topics of others. */
  @Test
  void stricterThanMosquitto() {
    assertEquals("none", RULES.says(client("alice", "c/d"), "publish cl/c/d/1"));
    assertEquals("none", RULES.says(client("alice/bob", "c"), "publish pat/alice/bob/1"));
  }

  @Test
  void withoutPatternsNamesMatterToNobody() {
    Asked rules = Asked.rules("user a+", "topic write x");
    assertEquals("allow 2", rules.says(client("a+", "c"), "publish x"));
    assertEquals("none", rules.says(client("a+", "c"), "publish y"));
  }

  private static Client client(String user, String id) {
    return Asked.client(user.equals("-") ? null : user, id);
  }

  @Test
  void theFirstKnownWordTellsTheFormat() {
    assertEquals("allow 2", Asked.rules("# x", "topic a").says(client("-", "c"), "publish a"));
    assertEquals(
        "allow 1", Asked.rules("allow all publish topic").says(client("-", "c"), "publish topic"));
    assertEquals(
        List.of("acl:2: topic: no such rule; allowed are allow, deny"),
        Asked.errors("allow all", "topic read a"));
    assertEquals(
        List.of(
            "acl:1: topi: no such line in Mosquitto's format; the nearest is topic; allowed are"
                + " topic, user, pattern",
            "acl:3: allow: no such line in Mosquitto's format; allowed are topic, user, pattern"),
        Asked.errors("topi read a", "topic read b", "allow all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user                 | user: a name is missing
          topic                | : no topic filter: a topic has at least one character
          topic a b            | a: no such access; allowed are read, write, readwrite, deny
          topic raed b         | raed: no such access; the nearest is read; allowed are read, write, readwrite, deny
          pattern write a/#/b  | a/#/b: no topic filter: # is the last level: a/#/b
          topic $share/g/a     | $share/g/a: a rule is about the filter without $share/NAME/: a
          """)
  void wrongLines(String line, String error) {
    assertEquals(List.of("acl:2: " + error), Asked.errors("topic x", line));
  }
}
