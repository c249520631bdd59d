package io.heddle.broker.service;

import io.heddle.api.ShareGroupInfo;
import io.heddle.api.Subscriptions;
import io.heddle.broker.Core;
import io.heddle.broker.GroupReport;
import io.heddle.broker.Subscribing;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Attachment;
import io.heddle.session.Deputy;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who wants what. Safe for use by any thread. */
record SubscriptionService(Core core) implements Subscriptions {
  /** A client that comes and goes all the time may spoil so many attempts. */
  private static final int ATTEMPTS = 100;

  @Override
  public long count() {
    return core.subscriptions();
  }

  @Override
  public Stream<Entry> all(Set<Kind> kinds) {
    Set<Kind> wanted = kinds.isEmpty() ? Set.of(Kind.values()) : Set.copyOf(kinds);
    return core.sessions().all().stream()
        .flatMap(SubscriptionService::of)
        .filter(entry -> wanted.contains(entry.kind()));
  }

  @Override
  public Stream<Entry> from(String first) {
    return core.sessions().from(first).stream()
        .flatMap(
            session -> of(session).sorted(Comparator.comparing(each -> text(each.subscription()))));
  }

  private static String text(Subscription subscription) {
    return subscription.filter().value();
  }

  private static Stream<Entry> of(Session session) {
    return session.subscriptions().stream().map(each -> new Entry(session.clientId(), each));
  }

  @Override
  public Stream<Entry> matching(TopicName topic) {
    return core.matching(topic).stream()
        .flatMap(SubscriptionService::of)
        .filter(entry -> entry.subscription().filter().matches(topic));
  }

  @Override
  public Stream<Entry> with(TopicFilter filter) {
    return core.sessions().all().stream()
        .flatMap(session ->
            Stream.ofNullable(session.subscription(filter))
                .map(each -> new Entry(session.clientId(), each)));
  }

  @Override
  public Stream<ShareGroupInfo> shareGroups() {
    return core.shareGroupReports().entrySet().stream()
        .map(group -> info(group.getKey(), group.getValue()));
  }

  private static ShareGroupInfo info(TopicFilter filter, GroupReport group) {
    return new ShareGroupInfo(
        filter,
        group.members(),
        group.queued(),
        group.queuedBytes(),
        SessionService.byReason(group.dropped()));
  }

  @Override
  public List<Subscription> of(String clientId) {
    Session session = core.sessions().find(clientId);
    return session == null ? List.of() : session.subscriptions();
  }

  @Override
  public Optional<ReasonCode> add(String clientId, Subscription subscription) {
    return inPlaceOf(clientId, hold -> subscribe(hold, subscription));
  }

  private ReasonCode subscribe(Attachment hold, Subscription subscription) {
    Subscribing.Answer answer = core.subscribing().subscribe(hold, subscription);
    Shuttle shuttle = new Shuttle(core.clock().millis());
    if (answer.feed() != null) {
      hold.feed(answer.feed(), shuttle);
    }
    hold.pull(shuttle);
    shuttle.flush();
    return answer.reason();
  }

  @Override
  public Optional<ReasonCode> remove(String clientId, TopicFilter filter) {
    return inPlaceOf(clientId, hold -> core.subscribing().unsubscribe(hold, filter));
  }

  /** Does it again when the client came, or began a new session, at the same moment. */
  private Optional<ReasonCode> inPlaceOf(String clientId, Function<Attachment, ReasonCode> action) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Session session = core.sessions().find(clientId);
      if (session == null) {
        return Optional.empty();
      }
      @Nullable Attachment hold = Deputy.of(session);
      if (hold != null) {
        ReasonCode reason = action.apply(hold);
        if (hold.isLast()) {
          return Optional.of(reason);
        }
      }
    }
    return Optional.of(ReasonCode.SERVER_BUSY);
  }
}
