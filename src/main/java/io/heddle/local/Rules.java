package io.heddle.local;

import io.heddle.broker.BrokerOptions;
import io.heddle.connection.Admittance;
import io.heddle.connection.ConnectionOptions;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/** What a local client may publish: what others may, with an answer in the place of an end. */
record Rules(Admittance admittance, ConnectionOptions options, BrokerOptions.Offer offer) {

  /** Why a message is not routed, which is counted; null when it is to be. */
  Admittance.@Nullable Refusal refusal(Message message) {
    if (message.qos().compareTo(offer.maximumQos()) > 0) {
      return refused(message, ReasonCode.QOS_NOT_SUPPORTED, "the QoS is above the maximum");
    }
    if (message.retain() && !offer.retain()) {
      return refused(message, ReasonCode.RETAIN_NOT_SUPPORTED, "nothing is retained");
    }
    if (!admittance.allows(message.topic())) {
      return refused(message, ReasonCode.TOPIC_NAME_INVALID, "the topic is too long or too deep");
    }
    if ((long) message.topic().length() + message.payload().length() > options.packetSizeMax()) {
      return refused(message, ReasonCode.PACKET_TOO_LARGE, "it is larger than a packet may be");
    }
    return admittance.refusal(message);
  }

  private Admittance.Refusal refused(Message message, ReasonCode reason, String words) {
    return admittance.refused(message, reason, words);
  }

  /**
   * Inside the broker these are not properties of a message.
   *
   * @throws IllegalArgumentException when it has one of them
   */
  static void requireForwardable(Message message) {
    if (message.properties().isEmpty()) {
      return;
    }
    for (Property foreign :
        new Property[] {
          Property.TOPIC_ALIAS, Property.SUBSCRIPTION_IDENTIFIER, Property.MESSAGE_EXPIRY_INTERVAL
        }) {
      if (message.properties().has(foreign)) {
        throw new IllegalArgumentException("a message with the property " + foreign);
      }
    }
  }
}
