package io.heddle.broker;

import io.heddle.mqtt.Subscription;
import io.heddle.session.Foresight.Sample;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Session;
import io.heddle.session.Subscriber;
import io.heddle.topic.Match;
import io.heddle.topic.Matches;
import io.heddle.topic.SubscriptionTrie;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who would be brought a message at this moment, subscription by subscription: those that do not
 * want it because it is their own are there, too. Immutable.
 *
 * @param sessions with those of their subscriptions that match, more than one where they overlap
 * @param groups of shared subscriptions
 */
public record Audience(Map<Session, List<Subscription>> sessions, List<GroupForesight> groups) {

  static Audience of(SubscriptionTrie<Subscriber> trie, QueuePolicy policy, Sample sample) {
    Matches<Subscriber> matches = new Matches<>(false);
    trie.match(sample.message().topic(), null, matches);
    Map<Session, List<Subscription>> sessions = new LinkedHashMap<>();
    List<GroupForesight> groups = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      Match<Subscriber> match = matches.get(i);
      switch (match.subscriber()) {
        case Session session ->
            sessions.computeIfAbsent(session, any -> new ArrayList<>()).add(match.subscription());
        case ShareGroup group -> groups.add(GroupForesight.of(group, policy, sample));
        default -> {}
      }
    }
    return new Audience(sessions, groups);
  }
}
