package io.heddle.api;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who wants what. The streams have no order and are made while they are read: a subscription that
 * comes or goes meanwhile may be there or not, every other is, once.
 */
public interface Subscriptions {
  /** The kinds of subscriptions. */
  enum Kind {
    /** To topics of clients, by one client. */
    ORDINARY,
    /** {@code $share/NAME/FILTER}: one of those who share gets a message. */
    SHARED,
    /** To topics under {@code $SYS}. */
    SYS;

    /** The kind of a subscription. */
    public static Kind of(Subscription subscription) {
      TopicFilter filter = subscription.filter();
      if (filter.isShared()) {
        return SHARED;
      }
      String pattern = filter.pattern();
      return pattern.equals("$SYS") || pattern.startsWith("$SYS/") ? SYS : ORDINARY;
    }
  }

  /** A subscription, and whose it is. */
  record Entry(String clientId, Subscription subscription) {
    /** Its kind. */
    public Kind kind() {
      return Kind.of(subscription);
    }
  }

  /** How many there are, each share group counted once. */
  long count();

  /** All of these kinds; none named means all. */
  Stream<Entry> all(Set<Kind> kinds);

  /**
   * Those of clients whose Client Identifier is this text or comes behind it, ordered by it and
   * then by filter, found while the stream is read: what is read is all that it costs.
   *
   * @param first where to begin; an empty text for all
   */
  default Stream<Entry> from(String first) {
    return all(Set.of())
        .filter(each -> each.clientId().compareTo(first) >= 0)
        .sorted(
            Comparator.comparing(Entry::clientId)
                .thenComparing(each -> each.subscription().filter().value()));
  }

  /** Those that a message of this topic matches. */
  Stream<Entry> matching(TopicName topic);

  /** Those with exactly this filter, written the same way. */
  Stream<Entry> with(TopicFilter filter);

  /**
   * The share groups, each with what waits in it and what was dropped there: messages that are no
   * session's yet. A group begins with its first member and ends with its last.
   */
  default Stream<ShareGroupInfo> shareGroups() {
    return Stream.empty();
  }

  /** Those of one client, connected or not; empty when it has no session. */
  List<Subscription> of(String clientId);

  /**
   * Subscribes a client, connected or not, as if it had asked itself: what the configuration limits
   * or forbids is refused, a filter that it has is replaced, and retained messages are handed over
   * as Retain Handling says.
   *
   * @return what SUBACK would tell; empty when the client has no session
   */
  Optional<ReasonCode> add(String clientId, Subscription subscription);

  /**
   * Removes a client's subscription.
   *
   * @return what UNSUBACK would tell; empty when the client has no session
   */
  Optional<ReasonCode> remove(String clientId, TopicFilter filter);
}
