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
 *
 * <p>All packets are immutable and may be shared by threads. A packet that a {@link PacketDecoder}
 * has read keeps what its standard demands of one packet; one that is made here is looked at when a
 * {@link PacketEncoder} writes it. A Packet Identifier is 1 to 65,535, and each side counts its own
 * {@code [MQTT-2.2.1-3]}.
 */
public sealed interface Packet {

  /**
   * A client's first packet.
   *
   * @param version the version that the client speaks, and in which this packet is written
   * @param clientId the Client Identifier, empty when the server is to choose one
   * @param cleanStart Clean Start; Clean Session in the older versions
   * @param keepAlive the longest silence of the client in seconds, 0 to 65,535; 0 for none
   * @param properties those of CONNECT, not those of the Will
   * @param will what the server publishes when the client is lost, or null
   * @param userName the user name, or null
   * @param password up to 65,535 bytes, or null; before 5.0 only with a user name {@code
   *     [MQTT-3.1.2-22]}
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

    /** The shortest CONNECT: a clean start, no keep alive, no login, no Will. */
    public static Connect of(Version version, String clientId) {
      return new Connect(version, clientId, true, 0, Properties.NONE, null, null, null);
    }

    /** This packet with a user name and a password. */
    public Connect withLogin(String name, Bytes secret) {
      return new Connect(version, clientId, cleanStart, keepAlive, properties, will, name, secret);
    }

    /** This packet with a Will. */
    public Connect withWill(Will message) {
      return new Connect(
          version, clientId, cleanStart, keepAlive, properties, message, userName, password);
    }

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

  /**
   * The answer to {@link Connect}.
   *
   * @param sessionPresent whether the server goes on with an earlier session; false in a refusal
   *     {@code [MQTT-3.2.2-6]}, and always in 3.1
   * @param reason {@link ReasonCode#SUCCESS} or why the server refuses; the six return codes of the
   *     older versions are read as the codes of 5.0 that say the same
   * @param properties what the server offers, and what it has chosen
   */
  record Connack(boolean sessionPresent, ReasonCode reason, Properties properties)
      implements Packet {}

  /**
   * A message on its way.
   *
   * @param dup whether it is sent again; false at QoS 0 {@code [MQTT-3.3.1-2]}
   * @param qos how surely it arrives
   * @param retain to a server: whether to keep it; from a server: whether it was kept
   * @param topic the Topic Name, or null when the Topic Alias alone stands for it
   * @param packetId the Packet Identifier, 1 to 65,535, or 0 at QoS 0
   * @param properties those of PUBLISH; several Subscription Identifiers from a server
   * @param payload the bytes of the application, as many as the packet has room for
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

    /** A message that is sent for the first time, is not to be kept, and has no properties. */
    public static Publish of(TopicName topic, Bytes payload, Qos qos, int packetId) {
      return new Publish(false, qos, false, topic, packetId, Properties.NONE, payload);
    }

    /** The answer to a QoS 1 message. */
    public Puback puback(ReasonCode reason) {
      return new Puback(packetId, reason, Properties.NONE);
    }

    /** The answer to a QoS 2 message. */
    public Pubrec pubrec(ReasonCode reason) {
      return new Pubrec(packetId, reason, Properties.NONE);
    }
  }

  /**
   * A QoS 1 message is received.
   *
   * @param packetId that of the {@link Publish}
   * @param reason always {@link ReasonCode#SUCCESS} in the older versions
   * @param properties a Reason String and User Properties
   */
  record Puback(int packetId, ReasonCode reason, Properties properties) implements Packet {}

  /**
   * A QoS 2 message is received: step 2 of 4.
   *
   * @param packetId that of the {@link Publish}
   * @param reason always {@link ReasonCode#SUCCESS} in the older versions
   * @param properties a Reason String and User Properties
   */
  record Pubrec(int packetId, ReasonCode reason, Properties properties) implements Packet {
    /** The next step. */
    public Pubrel pubrel(ReasonCode answer) {
      return new Pubrel(packetId, answer, Properties.NONE);
    }
  }

  /**
   * The sender of a QoS 2 message has let go of it: step 3 of 4.
   *
   * @param packetId that of the {@link Publish}
   * @param reason always {@link ReasonCode#SUCCESS} in the older versions
   * @param properties a Reason String and User Properties
   */
  record Pubrel(int packetId, ReasonCode reason, Properties properties) implements Packet {
    /** The last step. */
    public Pubcomp pubcomp(ReasonCode answer) {
      return new Pubcomp(packetId, answer, Properties.NONE);
    }
  }

  /**
   * A QoS 2 exchange is over: step 4 of 4.
   *
   * @param packetId that of the {@link Publish}
   * @param reason always {@link ReasonCode#SUCCESS} in the older versions
   * @param properties a Reason String and User Properties
   */
  record Pubcomp(int packetId, ReasonCode reason, Properties properties) implements Packet {}

  /**
   * A client wants messages. Each subscription already carries the Subscription Identifier of the
   * packet.
   *
   * @param packetId the Packet Identifier
   * @param properties a Subscription Identifier and User Properties
   * @param subscriptions at least one {@code [MQTT-3.8.3-2]}
   */
  record Subscribe(int packetId, Properties properties, List<Subscription> subscriptions)
      implements Packet {
    /** Keeps a copy of the list, if it could still be changed. */
    public Subscribe {
      subscriptions = List.copyOf(subscriptions);
    }

    /** A SUBSCRIBE without properties. */
    public static Subscribe of(int packetId, Subscription... subscriptions) {
      return new Subscribe(packetId, Properties.NONE, List.of(subscriptions));
    }

    /** The answer, one code for each subscription, in order {@code [MQTT-3.9.3-1]}. */
    public Suback suback(List<ReasonCode> reasons) {
      return new Suback(packetId, Properties.NONE, reasons);
    }
  }

  /**
   * The answer to {@link Subscribe}.
   *
   * @param packetId that of the request
   * @param properties a Reason String and User Properties
   * @param reasons for each subscription the level that is granted, or why it is refused, which
   *     3.1.1 does not tell: {@link ReasonCode#UNSPECIFIED_ERROR}
   */
  record Suback(int packetId, Properties properties, List<ReasonCode> reasons) implements Packet {
    /** Keeps a copy of the list, if it could still be changed. */
    public Suback {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A client no longer wants messages.
   *
   * @param packetId the Packet Identifier
   * @param properties User Properties
   * @param filters at least one {@code [MQTT-3.10.3-2]}
   */
  record Unsubscribe(int packetId, Properties properties, List<TopicFilter> filters)
      implements Packet {
    /** Keeps a copy of the list, if it could still be changed. */
    public Unsubscribe {
      filters = List.copyOf(filters);
    }

    /** The answer, one code for each filter, in order {@code [MQTT-3.11.3-1]}. */
    public Unsuback unsuback(List<ReasonCode> reasons) {
      return new Unsuback(packetId, Properties.NONE, reasons);
    }
  }

  /**
   * The answer to {@link Unsubscribe}.
   *
   * @param packetId that of the request
   * @param properties a Reason String and User Properties
   * @param reasons one for each filter; none in the older versions
   */
  record Unsuback(int packetId, Properties properties, List<ReasonCode> reasons) implements Packet {
    /** Keeps a copy of the list, if it could still be changed. */
    public Unsuback {
      reasons = List.copyOf(reasons);
    }
  }

  /** A client is alive. */
  record Pingreq() implements Packet {}

  /** So is the server. */
  record Pingresp() implements Packet {}

  /**
   * The last packet of a connection; a server sends it in MQTT 5.0 only.
   *
   * @param reason always {@link ReasonCode#SUCCESS} in the older versions, which then stands for a
   *     farewell without Will
   * @param properties those of DISCONNECT
   */
  record Disconnect(ReasonCode reason, Properties properties) implements Packet {
    /** A client leaves, and its Will is not published. */
    public static final Disconnect NORMAL = new Disconnect(ReasonCode.SUCCESS, Properties.NONE);
  }

  /**
   * A step of an enhanced authentication, MQTT 5.0 only.
   *
   * @param reason {@link ReasonCode#SUCCESS}, {@link ReasonCode#CONTINUE_AUTHENTICATION} or {@link
   *     ReasonCode#RE_AUTHENTICATE}
   * @param properties the method {@code [MQTT-4.12.0-5]} and its data
   */
  record Auth(ReasonCode reason, Properties properties) implements Packet {}
}
