package io.heddle.local;

import io.heddle.broker.Router;
import io.heddle.connection.Admittance;
import io.heddle.connection.Insider;
import io.heddle.connection.MountPoint;
import io.heddle.connection.Pacer;
import io.heddle.connection.Ruling;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * What a local client publishes: kept at its pace, checked, asked about and routed like that which
 * comes with packets, on the thread of whoever publishes. Safe for use by any thread.
 */
final class Voice {
  private final Insider insider;
  private final Rules rules;
  private final Carriage carriage;
  private final Traffics traffic;
  private final @Nullable Pacer pacer;
  private final Runnable connected;

  /**
   * That of a client.
   *
   * @param pacer null when it may publish at any pace
   * @param connected throws what it throws when the client has ended
   */
  Voice(
      Insider insider,
      Rules rules,
      Carriage carriage,
      Traffics traffic,
      @Nullable Pacer pacer,
      Runnable connected) {
    this.insider = insider;
    this.rules = rules;
    this.carriage = carriage;
    this.traffic = traffic;
    this.pacer = pacer;
    this.connected = connected;
  }

  ReasonCode publish(Message named) {
    connected.run();
    Rules.requireForwardable(named);
    if (pacer != null) {
      if (!pacer.lets(Rules.length(named))) {
        return refused(named, ReasonCode.QUOTA_EXCEEDED, "interrupted while it was slowed down");
      }
      connected.run();
    }
    traffic.published(named);
    Message own = own(named);
    if (own == null) {
      return refused(named, ReasonCode.TOPIC_NAME_INVALID, "the topic is too long");
    }
    Admittance.Refusal refusal = rules.refusal(own, Rules.length(named));
    if (refusal != null) {
      return refusal.reason();
    }
    insider.chronicle().publishes(own);
    return insider.runsOthers() ? Nesting.within(() -> asked(own)) : permitted(own);
  }

  private ReasonCode refused(Message message, ReasonCode reason, String words) {
    return insider.admittance().refused(message, reason, words).reason();
  }

  /** The message of this client as it is routed; null when its topic is too long for that. */
  private @Nullable Message own(Message named) {
    String clientId = insider.client().clientId();
    MountPoint mount = insider.bounds().mount();
    if (mount == null && named.publisher().equals(clientId)) {
      return named;
    }
    TopicName topic = mount == null ? named.topic() : mount.in(named.topic());
    return topic == null
        ? null
        : new Message(
            topic,
            named.payload(),
            named.qos(),
            named.retain(),
            named.properties(),
            named.expiresAt(),
            clientId);
  }

  private ReasonCode asked(Message message) {
    if (!insider.scrutiny().asksAbout(message.topic())) {
      return permitted(message);
    }
    Ruling<Message> ruling = insider.scrutiny().message(message);
    Message made = ruling.what();
    if (made == null) {
      if (message.qos() != Qos.AT_MOST_ONCE && !ruling.denied()) {
        // Whoever has taken the message may have written it down.
        carriage.requireAllSafe();
      }
      return ruling.instead();
    }
    // Whoever was asked may have taken long, or ended the client himself.
    connected.run();
    return permitted(made);
  }

  /** Rules of access hold for what the message has become. */
  private ReasonCode permitted(Message message) {
    Admittance.Refusal refusal = insider.admittance().forbidden(message);
    if (refusal != null) {
      return refusal.reason();
    }
    // A rule may be a program that takes long.
    connected.run();
    Router.Routed routed = carriage.settled(publisher -> publisher.publish(message));
    if (routed != Router.Routed.QUOTA_EXCEEDED && routed != Router.Routed.STORE_FULL) {
      insider.chronicle().published(insider.client(), message);
    }
    return Admittance.told(routed);
  }
}
