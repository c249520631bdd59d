package io.heddle.broker.service;

import io.heddle.api.Explanations.MessageVerdict;
import io.heddle.api.Explanations.Receiver;

/**
 * What a message comes to at all its receivers together. Immutable.
 *
 * @param matched subscriptions
 * @param now those that get it at once
 * @param later those for which it waits
 * @param never those that do not get it, and are not served by another one
 */
record Totals(int matched, long now, long later, long never) {

  static final Totals NONE = new Totals(0, 0, 0, 0);

  /** With one more. */
  Totals plus(Receiver one) {
    return switch (one.verdict()) {
      case DELIVERED, QOS_LOWERED -> new Totals(matched + 1, now + 1, later, never);
      case QUEUED -> new Totals(matched + 1, now, later + 1, never);
      case MERGED, OTHER_MEMBER, NO_LOCAL -> new Totals(matched + 1, now, later, never);
      default -> new Totals(matched + 1, now, later, never + 1);
    };
  }

  MessageVerdict verdict() {
    if (now > 0) {
      return MessageVerdict.DELIVERED;
    }
    if (later > 0) {
      return MessageVerdict.QUEUED;
    }
    // What is its publisher's alone, who wants none of his own, is nobody's.
    return never > 0 ? MessageVerdict.DROPPED : MessageVerdict.NO_SUBSCRIBERS;
  }

  String text(String topic) {
    return Words.count(matched, "subscription matches ", "subscriptions match ")
        + topic
        + ": "
        + now
        + " get it now, for "
        + later
        + " it waits, "
        + never
        + " do not get it.";
  }
}
