package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that concern one client, in their order and with its names put in. Immutable; asking
 * about a message that may be received allocates nothing and takes no lock.
 */
public final class ClientRules implements ClientAuthorizer {
  /** One topic of one rule. */
  private record Entry(FilterPattern topics, RetainFlag retain, Access answer) {}

  private final Access connect;
  private final Entry[] publish;
  private final Entry[] subscribe;
  private final Entry[] receive;

  private ClientRules(List<Rule> rules, Client client) {
    List<Rule> ours = rules.stream().filter(rule -> rule.concerns(client)).toList();
    connect =
        ours.stream()
            .filter(rule -> rule.verbs().contains(Verb.CONNECT))
            .findFirst()
            .map(Rule::answer)
            .orElse(Access.NO_OPINION);
    publish = entries(ours, client, Verb.PUBLISH);
    subscribe = entries(ours, client, Verb.SUBSCRIBE);
    receive = entries(ours, client, Verb.RECEIVE);
  }

  static ClientRules of(List<Rule> rules, Client client) {
    return new ClientRules(rules, client);
  }

  private static Entry[] entries(List<Rule> rules, Client client, Verb verb) {
    List<Entry> entries = new ArrayList<>();
    for (Rule rule : rules) {
      if (!rule.verbs().contains(verb)) {
        continue;
      }
      RetainFlag retain = verb == Verb.PUBLISH ? rule.retain() : RetainFlag.ANY;
      if (rule.topics().isEmpty()) {
        entries.add(new Entry(FilterPattern.EVERYTHING, retain, rule.answer()));
        if (retain == RetainFlag.ANY) {
          break; // Nothing gets past it.
        }
      }
      for (Topics topics : rule.topics()) {
        FilterPattern pattern = topics.forClient(client, verb, rule.allows());
        if (pattern != null) {
          entries.add(new Entry(pattern, retain, rule.answer()));
        }
      }
    }
    return entries.toArray(Entry[]::new);
  }

  /** What the first rule that is about the action says. */
  @Override
  public Access decide(Action action) {
    return switch (action) {
      case Action.Connect() -> connect;
      case Action.Publish message -> decide(message);
      case Action.Subscribe asked -> first(subscribe, asked.filter().pattern());
    };
  }

  private Access decide(Action.Publish message) {
    for (Entry entry : publish) {
      if (entry.retain.admits(message.retain()) && entry.topics.covers(message.topic().value())) {
        return entry.answer instanceof Access.Allowed allowed
                && message.qos().compareTo(allowed.most()) > 0
            ? new Access.Denied(allowed.rule())
            : entry.answer;
      }
    }
    return Access.NO_OPINION;
  }

  /** What the first rule that is about reading the topic says. */
  @Override
  public Access mayReceive(TopicName topic) {
    return first(receive, topic.value());
  }

  private static Access first(Entry[] entries, String asked) {
    for (Entry entry : entries) {
      if (entry.topics.covers(asked)) {
        return entry.answer;
      }
    }
    return Access.NO_OPINION;
  }
}
