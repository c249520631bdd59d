package io.heddle.broker.service;

import io.heddle.api.Explanations.MessageVerdict;
import io.heddle.api.Explanations.Receiver;
import java.util.List;

/**
 * What a message comes to at all its receivers together. Immutable.
 *
 * @param matched subscriptions
 * @param now those that get it at once
 * @param later those for which it waits
 * @param never those that do not get it, and are not served by another one
 */
record Totals(int matched, long now, long later, long never) {

  static Totals of(List<Receiver> all) {
    long now = 0;
    long later = 0;
    long never = 0;
    for (Receiver each : all) {
      switch (each.verdict()) {
        case DELIVERED, QOS_LOWERED -> now++;
        case QUEUED -> later++;
        case MERGED, OTHER_MEMBER, NO_LOCAL -> {}
        default -> never++;
      }
    }
    return new Totals(all.size(), now, later, never);
  }

  MessageVerdict verdict() {
    if (now > 0) {
      return MessageVerdict.DELIVERED;
    }
    return later > 0 ? MessageVerdict.QUEUED : MessageVerdict.DROPPED;
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
