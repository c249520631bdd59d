package io.heddle.builtin;

import io.heddle.api.Client;
import io.heddle.api.Services;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.function.Function;

/**
 * Rewrites the filters that clients subscribe to and unsubscribe from, by the same rules. Of a
 * Shared Subscription the share stays. Safe for use by any thread.
 */
public final class RewriteFilters implements SubscribeInterceptor, UnsubscribeInterceptor {
  private final Rewriting rewriting;

  /** With the rules in their order. */
  public RewriteFilters(List<RewriteRule> rules, Services services) {
    List<RewriteRule> own =
        rules.stream().filter(rule -> rule.isFor(RewriteRule.Scope.SUBSCRIBE)).toList();
    this.rewriting = new Rewriting(own, services, false);
  }

  /** Whether any rule is about filters. */
  public boolean hasRules() {
    return !rewriting.rules().isEmpty();
  }

  @Override
  public boolean isPure() {
    return true;
  }

  @Override
  public Verdict<Subscription> onSubscribe(Client client, Subscription subscription) {
    return rewritten(client, subscription.filter(), subscription::to);
  }

  @Override
  public Verdict<TopicFilter> onUnsubscribe(Client client, TopicFilter filter) {
    return rewritten(client, filter, other -> other);
  }

  private <T> Verdict<T> rewritten(
      Client client, TopicFilter filter, Function<TopicFilter, T> result) {
    String mount = rewriting.mount(client);
    if (mount == null) {
      return Verdict.deny("its client is not connected any more");
    }
    String other = rewriting.rewritten(filter.pattern().substring(mount.length()), client);
    if (other == null) {
      return Verdict.allow();
    }
    String share = filter.isShared() ? "$share/" + filter.shareName() + "/" : "";
    try {
      return Verdict.change(result.apply(TopicFilter.of(share + mount + other)));
    } catch (IllegalArgumentException invalid) {
      return Verdict.deny(
          ReasonCode.TOPIC_FILTER_INVALID, "rewritten to " + other + ": " + invalid.getMessage());
    }
  }
}
