package io.heddle.broker.service;

import io.heddle.api.Explanations.Receiver;
import io.heddle.api.Explanations.ReceiverVerdict;
import io.heddle.broker.Core;
import io.heddle.broker.Entitlement;
import io.heddle.broker.Guest;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a client is not among those who subscribe to a topic, with the filters that nearly match.
 * Belongs to one thread.
 *
 * @param topic as the broker has it
 * @param mount what is put before it, of its publisher; empty for nothing
 */
record Absentee(Core core, TopicName topic, String mount) {
  private static final int SHOWN = 5;

  Receiver receiver(String clientId, Qos qos) {
    Session session = core.sessions().find(clientId);
    String who = Words.name(clientId);
    if (session == null) {
      String words = who + " is not connected, and has no session.";
      return new Receiver(clientId, null, ReceiverVerdict.NO_SESSION, qos, null, plain(words));
    }
    List<TopicFilter> filters =
        session.subscriptions().stream().map(each -> each.filter()).toList();
    String other = mount(session);
    TopicFilter mounted = find(filters, filter -> off(filter, other), bare());
    if (mounted == null) {
      String words = notSubscribed(who, filters);
      return new Receiver(clientId, null, ReceiverVerdict.NOT_SUBSCRIBED, qos, null, plain(words));
    }
    String words =
        who
            + " subscribes to "
            + Words.name(mounted.value())
            + ", below "
            + mountPoint(other)
            + ", and the message is below "
            + mountPoint(mount)
            + ": they do not meet.";
    ReceiverVerdict verdict = ReceiverVerdict.OUTSIDE_MOUNT_POINT;
    return new Receiver(clientId, mounted, verdict, qos, null, plain(words));
  }

  private static List<String> plain(String words) {
    return Words.plain(List.of(words));
  }

  private static String mountPoint(String prefix) {
    return prefix.isEmpty() ? "no mount point" : "the mount point " + Words.name(prefix);
  }

  private static String mount(Session session) {
    Entitlement rights = session.outlet() instanceof Guest guest ? guest.entitlement() : null;
    return rights == null ? "" : rights.mountPoint();
  }

  private String bare() {
    return topic.value().substring(mount.length());
  }

  private static String off(TopicFilter filter, String prefix) {
    String pattern = filter.pattern();
    boolean below = pattern.startsWith(prefix) && pattern.length() > prefix.length();
    return below ? pattern.substring(prefix.length()) : pattern;
  }

  /** A filter that would match, if it and the topic were a bit otherwise. */
  private static @Nullable TopicFilter find(
      List<TopicFilter> filters, java.util.function.Function<TopicFilter, String> as, String to) {
    for (TopicFilter each : filters) {
      if (matches(as.apply(each), to)) {
        return each;
      }
    }
    return null;
  }

  private static boolean matches(String pattern, String topic) {
    try {
      return TopicFilter.of(pattern).matches(TopicName.of(topic));
    } catch (IllegalArgumentException no) {
      return false;
    }
  }

  private String notSubscribed(String who, List<TopicFilter> filters) {
    if (filters.isEmpty()) {
      return who + " has no subscription.";
    }
    String nearly = nearly(filters, text -> text.toLowerCase(Locale.ROOT), "upper and lower case");
    if (nearly.isEmpty()) {
      nearly = nearly(filters, Absentee::trimmed, "a slash or blank at the rim");
    }
    return who
        + " has "
        + Words.count(filters.size(), "subscription", "subscriptions")
        + ", and none matches "
        + Words.name(topic.value())
        + ": "
        + Words.names(filters.stream().map(TopicFilter::value).sorted().toList(), SHOWN)
        + "."
        + nearly;
  }

  private String nearly(List<TopicFilter> filters, UnaryOperator<String> change, String what) {
    TopicFilter found =
        find(filters, filter -> change.apply(filter.pattern()), change.apply(topic.value()));
    return found == null
        ? ""
        : " " + Words.name(found.value()) + " would match but for " + what + ".";
  }

  private static String trimmed(String text) {
    String bare = text.strip();
    int begin = bare.startsWith("/") ? 1 : 0;
    int end = bare.endsWith("/") && bare.length() > 1 ? bare.length() - 1 : bare.length();
    return bare.substring(begin, end);
  }
}
