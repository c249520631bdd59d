package io.heddle.auth.acl;

import io.heddle.api.Client;
import org.junit.jupiter.api.Test;

/** What rules in Heddle's format say of topics and filters, in tables. */
class TopicDecisionsTest {
  private static final Client ALICE = Asked.client("alice", "c1");
  private static final Client NOBODY = Asked.client(null, "c3");

  @Test
  void whatIsSubscribedToMustBeCovered() {
    Asked rules = Asked.rules("allow all subscribe a/+ b/# c/+/d $SYS/#");
    Asked.check(
        rules,
        ALICE,
        "subscribe a/b",
        "allow 1",
        "subscribe a/+",
        "allow 1",
        "subscribe a/#",
        "none",
        "subscribe a",
        "none",
        "subscribe +/b",
        "none",
        "subscribe #",
        "none",
        "subscribe b",
        "allow 1",
        "subscribe b/#",
        "allow 1",
        "subscribe b/+/x",
        "allow 1",
        "subscribe c/+/d",
        "allow 1",
        "subscribe c/+/+",
        "none",
        "subscribe $SYS/#",
        "allow 1",
        "subscribe $SYS/+/x",
        "allow 1");
  }

  @Test
  void wildcardsInFrontLeaveReservedTopicsAlone() {
    Asked rules = Asked.rules("allow all publish,subscribe #", "deny all subscribe");
    Asked.check(
        rules,
        ALICE,
        "subscribe #",
        "allow 1",
        "subscribe +/a",
        "allow 1",
        "subscribe $SYS/#",
        "deny 2",
        "receive $SYS/uptime",
        "deny 2",
        "receive a/$SYS",
        "allow 1",
        "publish $x",
        "none");
    Asked.check(
        Asked.rules("allow all subscribe +/+"),
        ALICE,
        "receive $SYS/a",
        "none",
        "receive s/a",
        "allow 1");
  }

  @Test
  void aSharedSubscriptionIsJudgedByItsFilter() {
    Asked rules = Asked.rules("deny all subscribe =#", "allow all subscribe a/#");
    Asked.check(
        rules, ALICE, "subscribe $share/g/a/b", "allow 2", "subscribe $share/a/#", "deny 1");
    Asked.check(rules, ALICE, "subscribe $share/a/b", "none");
  }

  @Test
  void whatIsDeniedInPartIsLeftOutWhenItIsDelivered() {
    Asked rules = Asked.rules("deny all subscribe secret/#", "allow all subscribe #");
    Asked.check(
        rules,
        ALICE,
        "subscribe #",
        "allow 2",
        "subscribe secret/+",
        "deny 1",
        "subscribe secret",
        "deny 1",
        "receive secret/x",
        "deny 1",
        "receive secrets",
        "allow 2",
        "receive open",
        "allow 2");
  }

  @Test
  void aLiteralFilterIsComparedLetterByLetter() {
    Asked rules =
        Asked.rules("deny all subscribe =# =a/+ =t", "allow all subscribe #", "allow all publish");
    Asked.check(
        rules,
        ALICE,
        "subscribe #",
        "deny 1",
        "subscribe a/+",
        "deny 1",
        "subscribe a/b",
        "allow 2",
        "subscribe a/#",
        "allow 2",
        "subscribe +/#",
        "allow 2",
        "receive a/b",
        "allow 2",
        "subscribe t",
        "deny 1",
        "receive t",
        "deny 1",
        "publish t",
        "allow 3");
  }

  @Test
  void whoMaySubscribeToALiteralFilterReceivesWhatItBrings() {
    Asked exact = Asked.rules("allow all publish,subscribe =a/+ =%u/x");
    Asked.check(
        exact,
        ALICE,
        "subscribe a/+",
        "allow 1",
        "subscribe a/b",
        "none",
        "receive a/b",
        "allow 1",
        "publish a/b",
        "none",
        "publish %u/x",
        "allow 1",
        "publish alice/x",
        "none");
  }

  @Test
  void placeholdersAreTheNamesOfWhoAsks() {
    Asked rules = Asked.rules("allow all publish,subscribe u/%u/# c/%c %c/%u/+");
    Asked.check(
        rules,
        ALICE,
        "publish u/alice/x",
        "allow 1",
        "publish u/alice",
        "allow 1",
        "publish u/bob/x",
        "none",
        "publish u/%u/x",
        "none",
        "subscribe u/alice/#",
        "allow 1",
        "subscribe u/+/#",
        "none",
        "publish c/c1",
        "allow 1",
        "publish c/alice",
        "none",
        "publish c1/alice/x",
        "allow 1");
    Asked.check(
        rules,
        NOBODY,
        "publish c/c3",
        "allow 1",
        "publish u//x",
        "none",
        "publish u/null/x",
        "none");
  }
}
