package io.heddle.api;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of a message, a subscription or a client at this moment, and why. Nothing
 * happens by it: nothing is delivered, queued, kept or counted. No {@link Hook} is called but those
 * that only answer ({@link Hook#isPure}), and only if the client is there; others that would be are
 * named. Rules of access are asked, as they are by everybody.
 *
 * <p>It is about the present. What became of earlier messages is told by {@link Drops}.
 */
public interface Explanations {
  /** What would become of a message. */
  OfMessage publish(Publication publication);

  /** What would become of a subscription. */
  OfSubscription subscribe(Wish wish);

  /**
   * What would become of a client that comes. Its password is not asked for: where it says who it
   * is, it is taken for the one that it names.
   */
  OfClient connect(Visitor visitor);

  /**
   * A client, as it would come if it is not there. Of one that is connected only the identifier
   * counts: the rest is known.
   *
   * @param userName that it proves; null for the one that its session belongs to, or else none
   * @param address null for one on this machine
   * @param listener by which it comes; null for the first of the settings
   */
  record Visitor(
      String clientId,
      @Nullable String userName,
      @Nullable InetAddress address,
      @Nullable String listener) {
    /** A client of which nothing else is known. */
    public static Visitor of(String clientId) {
      return new Visitor(clientId, null, null, null);
    }
  }

  /**
   * A message that is not published.
   *
   * @param from who would publish it; null for this program, which is asked nothing
   * @param topic as the publisher names it, without its mount point
   * @param payload its bytes
   * @param expiry its Message Expiry Interval; null for none
   * @param receiver the only client that is of interest; null for all
   * @param most how many receivers are told of, from 1
   */
  record Publication(
      @Nullable Visitor from,
      TopicName topic,
      Qos qos,
      boolean retain,
      long payload,
      @Nullable Duration expiry,
      @Nullable String receiver,
      int most) {
    private static final int USUAL = 100;

    /** A small message of QoS 0 to everybody. */
    public static Publication of(@Nullable Visitor from, TopicName topic) {
      return new Publication(from, topic, Qos.AT_MOST_ONCE, false, 1, null, null, USUAL);
    }
  }

  /**
   * A subscription that is not made.
   *
   * @param subscription its filter without the mount point of the client
   */
  record Wish(Visitor from, Subscription subscription) {}

  /** What becomes of a message. */
  enum MessageVerdict {
    /** Somebody gets it at once. */
    DELIVERED,
    /** Nobody gets it at once, and for somebody it waits. */
    QUEUED,
    /** Nobody subscribes to its topic. */
    NO_SUBSCRIBERS,
    /** Everybody who subscribes does not get it. */
    DROPPED,
    /** Its publisher is not there, and would not be let in. */
    NOT_CONNECTED,
    /** A rule of access denies it. */
    PUBLISH_DENIED,
    /** Its topic is too long or too deep, or the server's. */
    NOT_ACCEPTED,
    /** A hook denies it, one that may be asked in vain. */
    DENIED_BY_HOOK,
    /** A hook drops it, one that may be asked in vain. */
    DROPPED_BY_HOOK,
    /** It is larger than the packets that the broker takes. */
    PACKET_TOO_LARGE,
    /** Its QoS is above what is on offer. */
    QOS_NOT_SUPPORTED,
    /** It is to be retained, and its publisher may retain nothing. */
    RETAIN_NOT_SUPPORTED,
    /** It is to be kept, and the disk of the store has no more room. */
    STORE_FULL
  }

  /** What becomes of a message at one receiver. */
  enum ReceiverVerdict {
    /** It gets it at once, as it was published. */
    DELIVERED,
    /** It gets it at once, at a lower QoS than it was published. */
    QOS_LOWERED,
    /** It waits in the queue: the client is away, or has not acknowledged what it has. */
    QUEUED,
    /** It gets one copy for all its filters that match, and this is not the one it is told by. */
    MERGED,
    /** Another member of the share group gets it. */
    OTHER_MEMBER,
    /** It is its publisher, and wants none of its own messages. */
    NO_LOCAL,
    /** A rule of access denies it. */
    READ_DENIED,
    /** QoS 0, and the client is away. */
    OFFLINE,
    /** QoS 0, and the client reads too slowly. */
    OUTBOX_FULL,
    /** The queue has no room. */
    QUEUE_FULL,
    /** All queues together have no room. */
    MEMORY_FULL,
    /** It expires before the client can get it. */
    EXPIRED,
    /** It is larger than the packets that the client takes. */
    TOO_LARGE,
    /** It is not below the mount point of the client. */
    OUTSIDE_MOUNT_POINT,
    /** The session ends at this moment. */
    SESSION_ENDED,
    /** It has no subscription that matches. */
    NOT_SUBSCRIBED,
    /** It has no session. */
    NO_SESSION
  }

  /**
   * What becomes of a message at one receiver.
   *
   * @param filter that matches, as the broker has it; null when none does
   * @param qos at which it is or would be delivered
   * @param rule of access that decides; null when none does
   * @param text the same in sentences
   */
  record Receiver(
      String clientId,
      @Nullable TopicFilter filter,
      ReceiverVerdict verdict,
      Qos qos,
      @Nullable String rule,
      List<String> text) {
    /** Copies the list. */
    public Receiver {
      text = List.copyOf(text);
    }
  }

  /**
   * What becomes of a message.
   *
   * @param topic its topic as the broker has it, with the mount point
   * @param rule of access that decides whether it may be published; null when none does
   * @param text the same in sentences, but for that of the receivers
   * @param receivers no more than were asked for
   * @param matched how many there are
   * @param hooks those that would be asked, and were not
   * @param drops what was dropped lately of this topic, of the publisher and the receivers
   */
  record OfMessage(
      MessageVerdict verdict,
      String topic,
      @Nullable String rule,
      List<String> text,
      List<Receiver> receivers,
      int matched,
      List<String> hooks,
      List<Drop> drops) {
    /** Copies the lists. */
    public OfMessage {
      text = List.copyOf(text);
      receivers = List.copyOf(receivers);
      hooks = List.copyOf(hooks);
      drops = List.copyOf(drops);
    }
  }

  /** What becomes of a subscription. */
  enum SubscriptionVerdict {
    /** It is granted as it is. */
    GRANTED,
    /** It is granted at a lower QoS than is asked for. */
    QOS_LOWERED,
    /** A rule of access, or what is on offer, denies it. */
    SUBSCRIBE_DENIED,
    /** A hook denies it, or pretends to grant it, one that may be asked in vain. */
    DENIED_BY_HOOK,
    /** Its filter is too long or too deep. */
    NOT_ACCEPTED,
    /** The client has as many subscriptions as it may. */
    TOO_MANY,
    /** Its client is not there, and would not be let in. */
    NOT_CONNECTED
  }

  /**
   * What becomes of a subscription.
   *
   * @param filter as the broker has it, with the mount point
   * @param qos that is granted
   * @param rule of access that decides; null when none does
   * @param text the same in sentences
   * @param hooks those that would be asked, and were not
   */
  record OfSubscription(
      SubscriptionVerdict verdict,
      String filter,
      Qos qos,
      @Nullable String rule,
      List<String> text,
      List<String> hooks) {
    /** Copies the lists. */
    public OfSubscription {
      text = List.copyOf(text);
      hooks = List.copyOf(hooks);
    }
  }

  /** What becomes of a client that comes. */
  enum ClientVerdict {
    /** It is let in, if it proves who it is. */
    LET_IN,
    /** No listener has that name. */
    NO_LISTENER,
    /** The listener has as many connections as it may. */
    LISTENER_FULL,
    /** It is banned. */
    BANNED,
    /** Too many came in a second from its address, or with its identifier. */
    TOO_FAST,
    /** Its Client Identifier is too long. */
    NOT_ACCEPTED,
    /** It does not say who it is, and such clients are not let in. */
    ANONYMOUS_DENIED,
    /** A rule of access denies it. */
    CONNECT_DENIED,
    /** There are as many sessions as may be. */
    SESSIONS_FULL
  }

  /**
   * What becomes of a client that comes.
   *
   * @param rule of access, or ban, that decides; null when none does
   * @param text the same in sentences
   * @param hooks those that would be asked, and were not
   */
  record OfClient(
      ClientVerdict verdict, @Nullable String rule, List<String> text, List<String> hooks) {
    /** Copies the lists. */
    public OfClient {
      text = List.copyOf(text);
      hooks = List.copyOf(hooks);
    }
  }
}
