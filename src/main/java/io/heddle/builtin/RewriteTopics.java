package io.heddle.builtin;

import io.heddle.api.Client;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.ConnectRequest;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Services;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import java.util.List;

/**
 * Rewrites the topics that clients publish to; that of a Will when its client connects, so that
 * rules of access are asked about the new one there, too. Safe for use by any thread.
 */
public final class RewriteTopics implements PublishInterceptor, ConnectInterceptor {
  private static final Verdict<Message> UNCHANGED = Verdict.allow();

  private final Rewriting rewriting;

  /**
   * With the rules in their order.
   *
   * @param delayed whether {@code $delayed/SECONDS/} before a topic is no part of it
   */
  public RewriteTopics(List<RewriteRule> rules, Services services, boolean delayed) {
    List<RewriteRule> own =
        rules.stream().filter(rule -> rule.isFor(RewriteRule.Scope.PUBLISH)).toList();
    this.rewriting = new Rewriting(own, services, delayed);
  }

  /** Whether any rule is about topics that are published to. */
  public boolean hasRules() {
    return !rewriting.rules().isEmpty();
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public boolean isPure() {
    return true;
  }

  @Override
  public boolean concerns(Client client, TopicName topic) {
    String mount = rewriting.mount(client);
    return mount == null
        || rewriting.rewrittenTopic(topic.value().substring(mount.length()), client) != null;
  }

  @Override
  public Verdict<Message> onPublish(Client client, Message message) {
    String mount = rewriting.mount(client);
    if (mount == null) {
      return Verdict.deny("its client is not connected any more");
    }
    String named = message.topic().value().substring(mount.length());
    String other = rewriting.rewrittenTopic(named, client);
    if (other == null) {
      return UNCHANGED;
    }
    try {
      return Verdict.change(message.to(TopicName.of(mount + other)));
    } catch (IllegalArgumentException invalid) {
      return Verdict.deny(ReasonCode.TOPIC_NAME_INVALID, words(other, invalid));
    }
  }

  private static String words(String topic, IllegalArgumentException invalid) {
    return "rewritten to " + topic + ": " + invalid.getMessage();
  }

  @Override
  public Verdict<Terms> onConnect(ConnectRequest request, Terms terms) {
    Will will = terms.will();
    String other =
        will == null ? null : rewriting.rewrittenTopic(will.topic().value(), request.client());
    if (will == null || other == null) {
      return Verdict.allow();
    }
    try {
      return Verdict.change(terms.will(will.to(TopicName.of(other))));
    } catch (IllegalArgumentException invalid) {
      return Verdict.deny(ReasonCode.TOPIC_NAME_INVALID, words(other, invalid));
    }
  }
}
