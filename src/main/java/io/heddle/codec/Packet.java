package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocol on one page: its fifteen packets, in the words of MQTT 5.0. A packet of 3.1 or 3.1.1
 * is the same record with {@link Properties#NONE} and the defaults of 5.0; what an older version
 * cannot say is dropped when it is encoded.
 */
public sealed interface Packet {

  /**
   * A client's first packet.
   *
   * @param clientId the Client Identifier, empty when the server is to choose one
   * @param cleanStart Clean Start; Clean Session in the older versions
   * @param keepAlive seconds, 0 to 65,535; 0 for none
   */
  record Connect(
      Version version,
      String clientId,
      boolean cleanStart,
      int keepAlive,
      Properties properties,
      @Nullable Will will,
      @Nullable String userName,
      @Nullable Bytes password)
      implements Packet {
    /** Neither password nor Will: this may end in a log. */
    @Override
    public String toString() {
      return "Connect["
          + version
          + ", "
          + clientId
          + ", cleanStart="
          + cleanStart
          + ", keepAlive="
          + keepAlive
          + "]";
    }
  }

  /** The answer to {@link Connect}. */
  record Connack(boolean sessionPresent, ReasonCode reason, Properties properties)
      implements Packet {}

  /**
   * A message on its way.
   *
   * @param topic the Topic Name, or null when the Topic Alias alone stands for it
   * @param packetId the Packet Identifier, 1 to 65,535, or 0 at QoS 0
   */
  record Publish(
      boolean dup,
      Qos qos,
      boolean retain,
      @Nullable TopicName topic,
      int packetId,
      Properties properties,
      Bytes payload)
      implements Packet {

    /** The answer to a QoS 1 message. */
    public Puback puback(ReasonCode reason) {
      return new Puback(packetId, reason, Properties.NONE);
    }

    /** The answer to a QoS 2 message. */
    public Pubrec pubrec(ReasonCode reason) {
      return new Pubrec(packetId, reason, Properties.NONE);
    }
  }

  /** A QoS 1 message is received. */
  record Puback(int packetId, ReasonCode reason, Properties properties) implements Packet {}

  /** A QoS 2 message is received: step 2 of 4. */
  record Pubrec(int packetId, ReasonCode reason, Properties properties) implements Packet {
    /** The next step. */
    public Pubrel pubrel(ReasonCode answer) {
      return new Pubrel(packetId, answer, Properties.NONE);
    }
  }

  /** The sender of a QoS 2 message has let go of it: step 3 of 4. */
  record Pubrel(int packetId, ReasonCode reason, Properties properties) implements Packet {
    /** The last step. */
    public Pubcomp pubcomp(ReasonCode answer) {
      return new Pubcomp(packetId, answer, Properties.NONE);
    }
  }

  /** A QoS 2 exchange is over: step 4 of 4. */
  record Pubcomp(int packetId, ReasonCode reason, Properties properties) implements Packet {}

  /**
   * A client wants messages. Each subscription already carries the Subscription Identifier of the
   * packet.
   */
  record Subscribe(int packetId, Properties properties, List<Subscription> subscriptions)
      implements Packet {
    /** The answer, one code for each subscription, in order {@code [MQTT-3.9.3-1]}. */
    public Suback suback(List<ReasonCode> reasons) {
      return new Suback(packetId, Properties.NONE, reasons);
    }
  }

  /** The answer to {@link Subscribe}. */
  record Suback(int packetId, Properties properties, List<ReasonCode> reasons) implements Packet {}

  /** A client no longer wants messages. */
  record Unsubscribe(int packetId, Properties properties, List<TopicFilter> filters)
      implements Packet {
    /** The answer, one code for each filter, in order {@code [MQTT-3.11.3-1]}. */
    public Unsuback unsuback(List<ReasonCode> reasons) {
      return new Unsuback(packetId, Properties.NONE, reasons);
    }
  }

  /** The answer to {@link Unsubscribe}; the older versions send no codes. */
  record Unsuback(int packetId, Properties properties, List<ReasonCode> reasons)
      implements Packet {}

  /** A client is alive. */
  record Pingreq() implements Packet {}

  /** So is the server. */
  record Pingresp() implements Packet {}

  /** The last packet of a connection; a server sends it in MQTT 5.0 only. */
  record Disconnect(ReasonCode reason, Properties properties) implements Packet {}

  /** A step of an enhanced authentication, MQTT 5.0 only. */
  record Auth(ReasonCode reason, Properties properties) implements Packet {}
}
