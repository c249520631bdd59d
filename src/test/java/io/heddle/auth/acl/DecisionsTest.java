package io.heddle.auth.acl;

import io.heddle.api.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules in Heddle's format say, in tables. */
class DecisionsTest {
  private static final Client ALICE = Asked.client("alice", "c1");
  private static final Client BOB = Asked.client("bob", "c2", "ops", "night");
  private static final Client NOBODY = Asked.client(null, "c3");

  @Test
  void theFirstRuleThatIsAboutItDecides() {
    Asked rules =
        Asked.rules(
            "# a comment",
            "   # another",
            "",
            "deny user alice publish a/b",
            "allow all publish a/#",
            "deny all publish a/c",
            "\tallow user alice subscribe a/#");
    Asked.check(
        rules, ALICE, "publish a/b", "deny 4", "publish a/c", "allow 5", "publish b", "none");
    Asked.check(
        rules, BOB, "publish a/b", "allow 5", "subscribe a/b", "none", "receive a/b", "none");
    Asked.check(
        rules, ALICE, "subscribe a/b", "allow 7", "receive a/b", "allow 7", "connect", "none");
  }

  @Test
  void whoItIsAbout() {
    Asked rules =
        Asked.rules(
            "allow user alice,carol publish 1",
            "allow anonymous publish 2",
            "allow client c2 publish 3",
            "allow group ops,dev publish 4",
            "allow user bob group night publish 5",
            "allow user bob group dev publish 6",
            "allow group ops group night publish 7",
            "allow group ops group day publish 8",
            "allow all publish 9");
    Asked.check(rules, ALICE, "publish 1", "allow 1", "publish 2", "none", "publish 3", "none");
    Asked.check(rules, ALICE, "publish 4", "none", "publish 9", "allow 9");
    Asked.check(rules, NOBODY, "publish 1", "none", "publish 2", "allow 2", "publish 9", "allow 9");
    Asked.check(rules, BOB, "publish 1", "none", "publish 3", "allow 3", "publish 4", "allow 4");
    Asked.check(rules, BOB, "publish 5", "allow 5", "publish 6", "none", "publish 7", "allow 7");
    Asked.check(rules, BOB, "publish 8", "none");
    Asked.check(rules, Asked.client("carol", "x"), "publish 1", "allow 1");
    Asked.check(rules, Asked.client("Alice", "x"), "publish 1", "none");
  }

  @Test
  void aRuleWithoutActionIsAboutTopicsAndNotAboutConnecting() {
    Asked rules = Asked.rules("allow user alice", "allow user bob connect", "deny all");
    Asked.check(
        rules,
        ALICE,
        "publish a",
        "allow 1",
        "subscribe #",
        "allow 1",
        "receive $SYS/x",
        "allow 1");
    Asked.check(rules, ALICE, "connect", "none");
    Asked.check(rules, BOB, "publish a", "deny 3", "connect", "allow 2");
    Asked.check(rules, NOBODY, "subscribe a", "deny 3", "receive a", "deny 3", "connect", "none");
  }

  @Test
  void connecting() {
    Asked rules = Asked.rules("allow group ops connect", "deny all connect,publish");
    Asked.check(rules, BOB, "connect", "allow 1", "publish a", "deny 2");
    Asked.check(rules, ALICE, "connect", "deny 2", "subscribe a", "none");
  }

  @Test
  void theQosIsLimited() {
    Asked rules =
        Asked.rules("allow all publish,subscribe a max-qos 1", "allow all publish # max-qos 0");
    Asked.check(
        rules,
        ALICE,
        "publish a",
        "allow 1 qos 1",
        "publish1 a",
        "allow 1 qos 1",
        "publish2 a",
        "deny 1",
        "subscribe2 a",
        "allow 1 qos 1",
        "publish b",
        "allow 2 qos 0",
        "publish1 b",
        "deny 2");
  }

  @Test
  void theRetainFlagNarrowsWhichMessagesARuleIsAbout() {
    Asked rules =
        Asked.rules(
            "allow all publish a no-retain",
            "deny all publish,subscribe b retain",
            "allow all publish b",
            "deny all publish retain",
            "allow all publish");
    Asked.check(rules, ALICE, "publish a", "allow 1", "retain a", "deny 4", "retain b", "deny 2");
    Asked.check(rules, ALICE, "publish b", "allow 3", "retain c", "deny 4", "publish c", "allow 5");
    Asked.check(rules, ALICE, "subscribe b", "deny 2", "receive b", "deny 2");
  }

  @Test
  void quotesHoldNamesAndTopicsTogether() {
    Asked rules =
        Asked.rules(
            "allow user \"a b\", \"c,d\" ,\"e\\\"\\\\\" publish \"x y/#\" \"#\" =\"p q\"",
            "allow user \"all\",publish publish \"retain\" \"a,b\"");
    for (String user : List.of("a b", "c,d", "e\"\\")) {
      Asked.check(
          rules, Asked.client(user, "c"), "publish x y/z", "allow 1", "publish p q", "allow 1");
    }
    for (String user : List.of("a", "c", "d", "\"a b\"")) {
      Asked.check(rules, Asked.client(user, "c"), "publish x y/z", "none");
    }
    Asked.check(
        rules, Asked.client("all", "c"), "publish retain", "allow 2", "publish a,b", "allow 2");
    Asked.check(rules, Asked.client("publish", "c"), "publish a", "none", "publish a,b", "allow 2");
  }

  @Test
  void noRulesHaveNoOpinion() {
    Asked.check(
        Asked.rules("", "# nothing"),
        ALICE,
        "connect",
        "none",
        "publish a",
        "none",
        "receive a",
        "none");
  }
}
