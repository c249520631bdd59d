package io.heddle.local;

import io.heddle.connection.Admittance;
import io.heddle.connection.Bounds;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/** The limits of what a local client may publish, those of others. Immutable. */
record Rules(Admittance admittance, Bounds bounds) {

  /**
   * The bytes that count as those of a packet: the topic as the client names it, and the payload.
   */
  static int length(Message named) {
    return (int)
        Math.min(Integer.MAX_VALUE, (long) named.topic().length() + named.payload().length());
  }

  /**
   * Why a message is not routed whatever anybody says of it, which is counted; null when it may be.
   *
   * @param length its bytes
   */
  Admittance.@Nullable Refusal refusal(Message message, int length) {
    if (message.qos().compareTo(bounds.offer().maximumQos()) > 0) {
      return refused(message, ReasonCode.QOS_NOT_SUPPORTED, "the QoS is above the maximum");
    }
    if (message.retain() && !bounds.offer().retain()) {
      return refused(message, ReasonCode.RETAIN_NOT_SUPPORTED, "nothing is retained");
    }
    if (length > bounds.options().packetSizeMax()) {
      return refused(message, ReasonCode.PACKET_TOO_LARGE, "it is larger than a packet may be");
    }
    return admittance.beyondLimits(message);
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
