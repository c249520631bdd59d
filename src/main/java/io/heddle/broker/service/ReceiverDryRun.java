package io.heddle.broker.service;

import io.heddle.api.Access;
import io.heddle.api.Explanations.Receiver;
import io.heddle.api.Explanations.ReceiverVerdict;
import io.heddle.broker.Core;
import io.heddle.broker.Readership;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Foresight;
import io.heddle.session.Outcome;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Session;
import io.heddle.session.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one message at the sessions that subscribe to it. Belongs to one thread.
 *
 * @param own the session of its publisher; null for none
 */
record ReceiverDryRun(Core core, Foresight.Sample sample, @Nullable Session own) {

  private Message message() {
    return sample.message();
  }

  /** At a session, for each of its subscriptions that match. */
  List<Receiver> at(Session session, List<Subscription> matching) {
    List<Receiver> told = new ArrayList<>();
    List<Subscription> wanted = new ArrayList<>();
    for (Subscription each : matching) {
      if (each.noLocal() && isOwn(session)) {
        told.add(noLocal(session, each));
      } else {
        wanted.add(each);
      }
    }
    if (wanted.size() < 2 || !core.options().mergeOverlaps()) {
      wanted.forEach(each -> told.add(at(session, each, each.qos())));
      return told;
    }
    Subscription highest =
        wanted.stream().max(Comparator.comparing(Subscription::qos)).orElseThrow();
    told.add(at(session, highest, highest.qos()));
    for (Subscription each : wanted) {
      if (!each.equals(highest)) {
        told.add(merged(session, each, highest));
      }
    }
    return told;
  }

  @SuppressWarnings("ReferenceEquality") // a session is itself alone
  private boolean isOwn(Session session) {
    return session == own;
  }

  private Receiver noLocal(Session session, Subscription by) {
    return receiver(
        session,
        by,
        ReceiverVerdict.NO_LOCAL,
        null,
        List.of(who(session) + " has published it itself, and wants none of its own by " + by(by)));
  }

  private Receiver merged(Session session, Subscription by, Subscription highest) {
    return receiver(
        session,
        by,
        ReceiverVerdict.MERGED,
        null,
        List.of(
            who(session)
                + " gets one copy for all its filters that match (subscribe.overlap), by "
                + by(highest)));
  }

  private static String by(Subscription subscription) {
    return "its filter " + Words.name(subscription.filter().value()) + ".";
  }

  private static String who(Session session) {
    return Words.name(session.clientId());
  }

  private Receiver receiver(
      Session session,
      Subscription by,
      ReceiverVerdict verdict,
      @Nullable String rule,
      List<String> text) {
    Qos qos = message().qos().min(by.qos());
    return new Receiver(session.clientId(), by.filter(), verdict, qos, rule, Words.plain(text));
  }

  /** What the session of one subscription gets, at the level that was granted at most. */
  Receiver at(Session session, Subscription by, Qos granted) {
    Qos qos = message().qos().min(granted);
    boolean retain = message().retain() && by.retainAsPublished();
    Foresight.Sample own = isOwn(session) ? sample.impatient() : sample;
    Foresight seen = Foresight.of(session, own, Terms.of(qos, retain, by.identifiers()));
    Access access = access(session, message().topic());
    String rule =
        switch (access) {
          case Access.Allowed(Qos most, String said) -> said;
          case Access.Denied(String said) -> said;
          case Access.NoOpinion none -> null;
        };
    List<String> text = new ArrayList<>();
    ReceiverVerdict verdict = verdict(session, by, seen, text);
    if (verdict == ReceiverVerdict.READ_DENIED && rule != null) {
      text.add("It may not have the topic: " + Words.denied(rule));
    }
    return receiver(session, by, verdict, rule, text);
  }

  /** Which rule lets the client of a session have a topic, or does not. */
  static Access access(Session session, TopicName topic) {
    return session.permit().topics() instanceof Readership rules
        ? rules.decide(topic)
        : Access.NO_OPINION;
  }

  private ReceiverVerdict verdict(
      Session session, Subscription by, Foresight seen, List<String> text) {
    DropReason reason = seen.reason();
    if (reason != null) {
      text.add(who(session) + " does not get it: " + dropped(reason, seen));
      return ReceiverVerdict.valueOf(reason.name());
    }
    if (seen.outcome() == Outcome.SENT) {
      return delivered(session, by, text);
    }
    if (message().expiresAt() <= sample.now()) {
      text.add(who(session) + " does not get it: it would have to wait, and expires at once.");
      return ReceiverVerdict.EXPIRED;
    }
    waits(session, seen, text);
    return ReceiverVerdict.QUEUED;
  }

  private ReceiverVerdict delivered(Session session, Subscription by, List<String> text) {
    boolean lower = by.qos().compareTo(message().qos()) < 0;
    Qos qos = message().qos().min(by.qos());
    text.add(who(session) + " gets it now, at QoS " + qos.value() + ", by " + by(by));
    if (lower) {
      text.add(
          "It was published at QoS "
              + message().qos().value()
              + ", and the subscription was granted at QoS "
              + by.qos().value()
              + ".");
    }
    return lower ? ReceiverVerdict.QOS_LOWERED : ReceiverVerdict.DELIVERED;
  }

  private String dropped(DropReason reason, Foresight seen) {
    return switch (reason) {
      case OFFLINE ->
          "it is of QoS 0, and the client has been away since "
              + Words.time(seen.movedAt())
              + " (queue.qos0).";
      case QUEUE_FULL -> full(seen);
      case READ_DENIED -> "it may not.";
      case OUTSIDE_MOUNT_POINT ->
          "its topic " + Words.name(message().topic().value()) + " is not below its mount point.";
      case TOO_LARGE -> "it is larger than the Maximum Packet Size that the client named.";
      default -> Words.dropped(reason) + ".";
    };
  }

  private String full(Foresight seen) {
    QueuePolicy policy = core.options().session().policy();
    String more =
        switch (policy) {
          case DROP_NEWEST, BLOCK, DROP_OLDEST -> "";
          case DISCONNECT -> " Its client would be disconnected.";
        };
    return "its queue is full, with "
        + Words.count(seen.queued(), "message", "messages")
        + " of "
        + seen.queuedBytes()
        + " bytes, and queue.policy is "
        + Words.word(policy)
        + "."
        + more;
  }

  private void waits(Session session, Foresight seen, List<String> text) {
    String state =
        seen.online()
            ? " is connected and has "
                + Words.count(seen.inflight(), "message", "messages")
                + " that it has not acknowledged"
            : " has been away since " + Words.time(seen.movedAt());
    String queue = Words.count(seen.queued(), "message waits", "messages wait") + " already";
    text.add(who(session) + state + ": it waits in its queue, where " + queue + ".");
    if (seen.displaces()) {
      text.add("The queue is full: older messages would be dropped for it.");
    }
    if (seen.outcome() == Outcome.WAIT) {
      text.add(
          "The queue is full: its publisher would have to wait for up to "
              + core.options().session().blockTimeout().toMillis()
              + " ms (queue.policy = block), and after that it would be dropped.");
    }
    if (message().expiresAt() != Message.NEVER) {
      text.add("It expires at " + Words.time(message().expiresAt()) + ", and is dropped then.");
    }
    if (!seen.online() && seen.expirySeconds() < io.heddle.broker.Sessions.FOR_EVER) {
      long end = seen.movedAt() + 1000 * seen.expirySeconds();
      text.add("The session ends at " + Words.time(end) + " if the client is not back by then.");
    }
  }
}
