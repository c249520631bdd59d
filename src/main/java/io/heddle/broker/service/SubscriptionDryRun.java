package io.heddle.broker.service;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Explanations.OfSubscription;
import io.heddle.api.Explanations.SubscriptionVerdict;
import io.heddle.api.Verdict;
import io.heddle.broker.Core;
import io.heddle.broker.Entitlement.Reach;
import io.heddle.hook.Kind;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would become of one subscription, step by step. Belongs to one thread. */
final class SubscriptionDryRun {
  private static final String SHARE = "$share/";

  /** Retained messages that are counted: they may have to be read from the disk. */
  private static final int COUNTED = 100;

  private final Core core;
  private final Party party;
  private final List<String> text = new ArrayList<>();
  private Subscription meant;
  private List<String> hooks = List.of();
  private @Nullable String rule;

  SubscriptionDryRun(Core core, Party party, Subscription asked) {
    this.core = core;
    this.party = party;
    this.meant = asked;
  }

  OfSubscription run() {
    text.add(party.text());
    if (party.entry() != null && !party.isWelcome()) {
      text.addAll(party.entry().text());
      return answer(SubscriptionVerdict.NOT_CONNECTED);
    }
    String beyond = beyondLimits();
    if (beyond != null) {
      text.add(beyond);
      return answer(SubscriptionVerdict.NOT_ACCEPTED);
    }
    SubscriptionVerdict hooked = hooked();
    if (hooked != null) {
      return answer(hooked);
    }
    TopicFilter filter = meant.filter();
    Action.Subscribe action =
        new Action.Subscribe(filter.unshared(), meant.qos(), filter.shareName());
    return switch (party.rights().foresee(action)) {
      case Access.Denied(String said) -> {
        rule = said;
        text.add("It may not subscribe to it: " + Words.denied(said));
        yield answer(SubscriptionVerdict.SUBSCRIBE_DENIED);
      }
      case Access.Allowed(Qos most, String said) -> {
        rule = said;
        yield allowed(most);
      }
      case Access.NoOpinion none -> allowed(Qos.EXACTLY_ONCE);
    };
  }

  /** What hooks make of it, as far as that can be known; null when it goes on. */
  private @Nullable SubscriptionVerdict hooked() {
    List<String> unasked = new ArrayList<>();
    Verdict<Subscription> verdict = Verdict.allow();
    if (party.connected()) {
      verdict = core.interceptors().rehearse(party.client(), meant, unasked);
      hooks = unasked;
    } else {
      hooks = core.interceptors().asked(Kind.SUBSCRIBE);
    }
    if (!hooks.isEmpty()) {
      text.add(
          "Hooks that may change or deny it are not asked here: " + Words.names(hooks, 20) + ".");
    }
    return switch (verdict) {
      case Verdict.Allow<Subscription> allow -> null;
      case Verdict.Change<Subscription> change -> changed(change.to());
      case Verdict.Deny<Subscription> deny -> ended(deny.words());
      case Verdict.Drop<Subscription>(String words) -> ended(words);
      case Verdict.Take<Subscription>(String words) -> ended(words);
    };
  }

  private SubscriptionVerdict ended(String words) {
    text.add("A hook does not let it subscribe to it: " + words);
    return SubscriptionVerdict.DENIED_BY_HOOK;
  }

  private @Nullable SubscriptionVerdict changed(Subscription to) {
    meant = to.atMost(meant.qos());
    text.add("A hook changes it: it subscribes to " + Words.name(meant.filter().value()) + ".");
    return tooLong() ? SubscriptionVerdict.NOT_ACCEPTED : null;
  }

  /** Why the filter may not be, which becomes that below the mount point; null when it may. */
  private @Nullable String beyondLimits() {
    String mount = party.rights().mountPoint();
    if (!mount.isEmpty()) {
      TopicFilter named = meant.filter();
      String share = named.isShared() ? SHARE + named.shareName() + "/" : "";
      try {
        meant = meant.to(TopicFilter.of(share + mount + named.pattern()));
      } catch (IllegalArgumentException tooLong) {
        return "Below its mount point the filter is too long.";
      }
      text.add(
          "Its topics lie below a mount point: it subscribes to "
              + Words.name(meant.filter().value())
              + ".");
    }
    return tooLong()
        ? "The filter is too long or too deep (limits.topic-length, limits.topic-levels)."
        : null;
  }

  private boolean tooLong() {
    Reach reach = party.rights().reach();
    TopicFilter filter = meant.filter();
    return filter.length() > reach.topicBytes() || filter.levels() > reach.topicLevels();
  }

  private OfSubscription allowed(Qos most) {
    Session session = party.session();
    List<Subscription> own = session == null ? List.of() : session.subscriptions();
    boolean known = own.stream().anyMatch(each -> each.filter().equals(meant.filter()));
    if (!known && own.size() >= core.options().subscriptionsPerClient()) {
      text.add(
          "It has "
              + Words.count(own.size(), "subscription", "subscriptions")
              + ", as many as it may (limits.subscriptions).");
      return answer(SubscriptionVerdict.TOO_MANY);
    }
    boolean lower = most.compareTo(meant.qos()) < 0;
    meant = meant.atMost(most);
    text.add(
        (lower ? "It is granted at a lower level, QoS " : "It is granted at QoS ")
            + meant.qos().value()
            + (rule == null ? "." : ": " + Words.allowed(rule)));
    if (known) {
      text.add("It has a subscription with this filter already, which it would replace.");
    }
    text.add("Which messages it gets is asked again for each of them: explain publish tells.");
    retained(known);
    return answer(lower ? SubscriptionVerdict.QOS_LOWERED : SubscriptionVerdict.GRANTED);
  }

  private void retained(boolean known) {
    TopicFilter filter = meant.filter();
    RetainHandling handling = meant.retainHandling();
    if (filter.isShared()) {
      text.add("It is shared with others, and gets no retained messages.");
    } else if (handling == RetainHandling.SEND
        || handling == RetainHandling.SEND_IF_NEW && !known) {
      long now = core.clock().millis();
      long found =
          core.retained()
              .matching(filter)
              .limit(COUNTED)
              .filter(message -> !message.isExpired(now))
              .count();
      text.add(
          Words.count(found, "retained message", "retained messages")
              + (found == COUNTED ? " or more" : "")
              + " would be sent at once, as far as it may get them.");
    }
  }

  private OfSubscription answer(SubscriptionVerdict verdict) {
    return new OfSubscription(
        verdict, meant.filter().value(), meant.qos(), rule, Words.plain(text), hooks);
  }
}
