package io.heddle.broker.service;

import io.heddle.api.Messages;
import io.heddle.broker.Core;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Publishes without a connection. Safe for use by any thread. */
record MessageService(Core core) implements Messages {
  private static final int[] NO_IDENTIFIERS = {};

  @Override
  public Fate publish(Message message) {
    requireClients(message.topic());
    boolean retain = message.retain() && core.options().offer().retain();
    Shuttle shuttle = shuttle();
    try {
      return switch (core.router()
          .publisher(own(message), shuttle)
          .publish(message.retained(retain))) {
        case DELIVERED -> Fate.TAKEN;
        case NO_SUBSCRIBERS -> Fate.NOBODY;
        case QUOTA_EXCEEDED, STORE_FULL -> Fate.DROPPED;
      };
    } finally {
      shuttle.flush();
    }
  }

  /** Whose No Local subscriptions are left out; null for nobody's. */
  private @Nullable Session own(Message message) {
    return message.publisher().isEmpty() ? null : core.sessions().find(message.publisher());
  }

  private static void requireClients(TopicName topic) {
    String value = topic.value();
    if (value.equals("$SYS") || value.startsWith("$SYS/")) {
      throw new IllegalArgumentException("the topics under $SYS are the server's: " + value);
    }
  }

  @Override
  public Fate send(String clientId, Message message) {
    return send(clientId, message, Terms.of(message.qos(), false, NO_IDENTIFIERS));
  }

  @Override
  public Fate sendIfSubscribed(String clientId, Message message) {
    Session session = core.sessions().find(clientId);
    Terms terms = session == null ? null : terms(session.subscriptions(), message);
    return terms == null ? Fate.NOBODY : send(clientId, message, terms);
  }

  /** As the router merges overlapping subscriptions; null when none matches. */
  private static @Nullable Terms terms(List<Subscription> subscriptions, Message message) {
    List<Subscription> matching = new ArrayList<>();
    for (Subscription subscription : subscriptions) {
      if (!subscription.filter().isShared() && subscription.filter().matches(message.topic())) {
        matching.add(subscription);
      }
    }
    Qos qos = Qos.AT_MOST_ONCE;
    boolean retain = false;
    for (Subscription subscription : matching) {
      qos = qos.max(subscription.qos());
      retain |= subscription.retainAsPublished();
    }
    int[] identifiers =
        matching.stream().mapToInt(Subscription::identifier).filter(id -> id != 0).toArray();
    return matching.isEmpty()
        ? null
        : Terms.of(message.qos().min(qos), message.retain() && retain, identifiers);
  }

  private Fate send(String clientId, Message message, Terms terms) {
    Session session = core.sessions().find(clientId);
    if (session == null) {
      return Fate.NOBODY;
    }
    Shuttle shuttle = shuttle();
    try {
      return switch (session.deliver(message, terms, shuttle)) {
        case SENT, QUEUED -> Fate.TAKEN;
        case DROPPED, FULL, WAIT -> Fate.DROPPED;
      };
    } finally {
      shuttle.flush();
    }
  }

  @Override
  public boolean awaitSafe(Duration most) throws InterruptedException {
    return core.store().await(core.store().mark(), TimeUnit.NANOSECONDS.convert(most));
  }

  private Shuttle shuttle() {
    Shuttle shuttle = new Shuttle(core.clock().millis());
    shuttle.begin(shuttle.now(), core.timer().nanos());
    return shuttle;
  }
}
