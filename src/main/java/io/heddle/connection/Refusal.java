package io.heddle.connection;

import io.heddle.codec.Framing;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client in CONNACK why it is not taken in, as its version can. Belongs to the connection's
 * thread.
 */
record Refusal(Packet.Connect connect, Outbox outbox) {
  /** The codes that CONNACK refuses with {@code [MQTT-3.2.2-8]}. */
  private static final Set<ReasonCode> REFUSING =
      EnumSet.of(
          ReasonCode.UNSPECIFIED_ERROR,
          ReasonCode.MALFORMED_PACKET,
          ReasonCode.PROTOCOL_ERROR,
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
          ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
          ReasonCode.BAD_USER_NAME_OR_PASSWORD,
          ReasonCode.NOT_AUTHORIZED,
          ReasonCode.SERVER_UNAVAILABLE,
          ReasonCode.SERVER_BUSY,
          ReasonCode.BANNED,
          ReasonCode.BAD_AUTHENTICATION_METHOD,
          ReasonCode.TOPIC_NAME_INVALID,
          ReasonCode.PACKET_TOO_LARGE,
          ReasonCode.QUOTA_EXCEEDED,
          ReasonCode.PAYLOAD_FORMAT_INVALID,
          ReasonCode.RETAIN_NOT_SUPPORTED,
          ReasonCode.QOS_NOT_SUPPORTED,
          ReasonCode.USE_ANOTHER_SERVER,
          ReasonCode.SERVER_MOVED,
          ReasonCode.CONNECTION_RATE_EXCEEDED);

  /**
   * A CONNECT that can not be decoded. An unknown level is refused in the words of 3.1.1, which
   * demands them {@code [MQTT-3.1.2-2]}; for anything else only 5.0 has a code.
   */
  static void undecodable(Outbox outbox, @Nullable Version version, ReasonCode reason) {
    if (version == null) {
      return;
    }
    if (reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION) {
      outbox.answer(connack(Version.MQTT_3_1_1, reason, Properties.NONE));
    } else if (Dialect.of(version).saysGoodbye()) {
      outbox.answer(connack(version, reason, Properties.NONE));
    }
  }

  private static byte[] connack(Version version, ReasonCode reason, Properties properties) {
    return PacketEncoder.encode(new Packet.Connack(false, reason, properties), version);
  }

  /** The code of CONNACK that says this. */
  static ReasonCode code(ReasonCode wanted) {
    return REFUSING.contains(wanted) ? wanted : ReasonCode.NOT_AUTHORIZED;
  }

  /** Strangers are told the code and nothing else; the words are for the log. */
  Farewell silently(ReasonCode reason, String words) {
    return telling(reason, words, Properties.NONE);
  }

  /** The words are for the client, too. */
  Farewell aloud(ReasonCode reason, String words) {
    return telling(reason, words, Properties.builder().add(Property.REASON_STRING, words).build());
  }

  /**
   * The words are for the log, and the client is told something else.
   *
   * @param told of which Reason String, User Properties and Server Reference are taken, the last
   *     with a code that sends the client to another server; what makes the packet larger than the
   *     client takes is left out {@code [MQTT-3.2.2-19] [MQTT-3.2.2-20]}
   */
  Farewell telling(ReasonCode wanted, String words, Properties told) {
    ReasonCode reason = code(wanted);
    Properties full = fit(reason, told);
    for (Properties each : List.of(full, AuthProperties.bare(full), Properties.NONE)) {
      byte[] connack = connack(connect.version(), reason, each);
      if (connack.length <= packetSizeMax()) {
        outbox.answer(connack);
        break;
      }
    }
    return Farewell.server(reason, words);
  }

  private static Properties fit(ReasonCode reason, Properties told) {
    if (told.isEmpty()) {
      return told;
    }
    Properties.Builder fit = Properties.builder();
    String words = told.string(Property.REASON_STRING);
    if (words != null) {
      fit.add(Property.REASON_STRING, words);
    }
    String server = told.string(Property.SERVER_REFERENCE);
    if (server != null && sendsAway(reason)) {
      fit.add(Property.SERVER_REFERENCE, server);
    }
    told.userProperties().forEach(pair -> fit.user(pair.name(), pair.value()));
    return fit.build();
  }

  private static boolean sendsAway(ReasonCode reason) {
    return reason == ReasonCode.USE_ANOTHER_SERVER || reason == ReasonCode.SERVER_MOVED;
  }

  private long packetSizeMax() {
    return connect.properties().number(Property.MAXIMUM_PACKET_SIZE, Framing.MAX_PACKET_SIZE);
  }
}
