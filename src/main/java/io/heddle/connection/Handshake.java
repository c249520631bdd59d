package io.heddle.connection;

import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Core;
import io.heddle.broker.Sessions;
import io.heddle.codec.Framing;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From CONNECT to CONNACK: takes a client in, or tells it why not. Belongs to the connection's
 * thread; used once.
 */
final class Handshake {
  private final Core core;
  private final ConnectionOptions options;
  private final Entrance entrance;
  private final Outbox outbox;
  private final Shuttle shuttle;
  private final Packet.Connect connect;
  private final Dialect dialect;

  Handshake(Surroundings surroundings, Outbox outbox, Shuttle shuttle, Packet.Connect connect) {
    this.core = surroundings.core();
    this.options = surroundings.options();
    this.entrance = surroundings.entrance();
    this.outbox = outbox;
    this.shuttle = shuttle;
    this.connect = connect;
    this.dialect = Dialect.of(connect.version());
  }

  /**
   * A client that was taken in.
   *
   * @param keepAlive seconds; 0 for none
   * @param asksToLast whether its session is to outlive the connection, by what it asked for and
   *     not by what it was given
   */
  record Accepted(Attachment attachment, Dialect dialect, int keepAlive, boolean asksToLast) {}

  /** Takes the client in and sends CONNACK, the messages of its session after it. */
  Accepted accept() throws Farewell {
    checkVersion();
    checkAuthentication();
    String clientId = clientId();
    Will will = will();
    checkRoomForConnack(clientId);
    int receiveMaximum =
        Math.toIntExact(connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535));
    Visit visit = new Visit(outbox, sessionExpiry(), receiveMaximum, will);
    Sessions.Arrival arrival = core.sessions().arrive(clientId, connect.cleanStart(), visit);
    if (arrival == null) {
      throw refuse(ReasonCode.QUOTA_EXCEEDED, "there are as many sessions as may be");
    }
    Attachment attachment = arrival.attachment();
    try {
      open(arrival, clientId);
      boolean asksToLast = dialect.sessionExpiry(connect) > 0;
      return new Accepted(attachment, dialect, keepAlive(), asksToLast);
    } catch (RuntimeException fault) {
      core.sessions().leave(attachment, true);
      throw fault;
    }
  }

  private void open(Sessions.Arrival arrival, String clientId) {
    Attachment attachment = arrival.attachment();
    outbox.open(
        welcome(arrival.present(), clientId),
        recipient(),
        shuttle,
        () -> attachment.drained(new Shuttle(core.clock().millis())));
    attachment.resume(shuttle);
  }

  /**
   * The CONNACK; with Response Information if the client asks for it {@code [MQTT-3.1.2-28]}, and
   * takes so large a packet.
   */
  private Packet.Connack welcome(boolean present, String clientId) {
    Properties told = offer(clientId).build();
    Packet.Connack plain = new Packet.Connack(present, ReasonCode.SUCCESS, told);
    boolean asked = connect.properties().number(Property.REQUEST_RESPONSE_INFORMATION, 0) == 1;
    String information = asked ? options.responseInformation(clientId) : "";
    if (information.isEmpty()) {
      return plain;
    }
    Properties more = offer(clientId).add(Property.RESPONSE_INFORMATION, information).build();
    Packet.Connack full = new Packet.Connack(present, ReasonCode.SUCCESS, more);
    return fits(full) ? full : plain;
  }

  private boolean fits(Packet.Connack connack) {
    return PacketEncoder.encode(connack, connect.version()).length <= packetSizeMax();
  }

  /**
   * A client that cannot be told that it is accepted is not, before anything of its session
   * changes: no other packet may come first {@code [MQTT-3.2.0-1]}.
   */
  private void checkRoomForConnack(String clientId) throws Farewell {
    if (connect.properties().has(Property.MAXIMUM_PACKET_SIZE) && !fits(welcome(false, clientId))) {
      throw refuse(
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "CONNACK is larger than the packets it takes");
    }
  }

  /**
   * A CONNECT that can not be decoded. An unknown level is refused in the words of 3.1.1, which
   * demands them {@code [MQTT-3.1.2-2]}; for anything else only 5.0 has a code.
   */
  static void refuse(Outbox outbox, @Nullable Version version, ReasonCode reason) {
    if (version == null) {
      return;
    }
    if (reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION) {
      outbox.refuse(connack(Version.MQTT_3_1_1, reason, Properties.NONE));
    } else if (Dialect.of(version).saysGoodbye()) {
      outbox.refuse(connack(version, reason, Properties.NONE));
    }
  }

  private static byte[] connack(Version version, ReasonCode reason, Properties properties) {
    return PacketEncoder.encode(new Packet.Connack(false, reason, properties), version);
  }

  private Farewell refuse(ReasonCode reason, String words) {
    Properties properties = Properties.builder().add(Property.REASON_STRING, words).build();
    byte[] connack = connack(connect.version(), reason, properties);
    if (connack.length > packetSizeMax()) {
      // Words that do not fit are left out [MQTT-3.2.2-19].
      connack = connack(connect.version(), reason, Properties.NONE);
    }
    if (connack.length <= packetSizeMax()) {
      outbox.refuse(connack);
    }
    return Farewell.server(reason, words);
  }

  /** A version that this listener does not speak {@code [MQTT-3.1.2-2]}. */
  private void checkVersion() throws Farewell {
    if (!entrance.versions().contains(connect.version())) {
      throw refuse(
          ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
          "MQTT " + connect.version() + " is not spoken at this listener");
    }
  }

  /** No method of enhanced authentication is configured {@code [MQTT-4.12.0-1]}. */
  private void checkAuthentication() throws Farewell {
    if (connect.properties().has(Property.AUTHENTICATION_METHOD)) {
      throw refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, "no such authentication method");
    }
  }

  private String clientId() throws Farewell {
    String wanted = connect.clientId();
    if (wanted.isEmpty()) {
      if (!dialect.assignsClientId(connect.cleanStart())) {
        throw refuse(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "a Client Identifier is needed");
      }
      return assigned(core.machine().random());
    }
    int most = dialect.clientIdMax(options);
    if (wanted.length() > most) {
      throw refuse(
          ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
          "a Client Identifier has at most " + most + " characters");
    }
    return wanted;
  }

  /** 128 random bits: nobody guesses the identifier of a session that is not his. */
  private static String assigned(RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    return "auto-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  private @Nullable Will will() throws Farewell {
    Will will = connect.will();
    MountPoint mount = entrance.mountPoint();
    if (will != null && mount != null) {
      TopicName topic = mount.in(will.topic());
      if (topic == null) {
        throw refuse(ReasonCode.TOPIC_NAME_INVALID, "the Will's topic is too long or too deep");
      }
      will = will.to(topic);
    }
    if (will != null) {
      check(will);
    }
    return will;
  }

  private void check(Will will) throws Farewell {
    BrokerOptions.Offer offer = core.options().offer();
    if (will.qos().compareTo(offer.maximumQos()) > 0) {
      throw refuse(ReasonCode.QOS_NOT_SUPPORTED, "the Will's QoS is above the maximum");
    }
    if (will.retain() && !offer.retain()) {
      throw refuse(ReasonCode.RETAIN_NOT_SUPPORTED, "the Will is to be retained, and nothing is");
    }
    if (!TopicLimits.allow(options, will.topic())) {
      throw refuse(ReasonCode.TOPIC_NAME_INVALID, "the Will's topic is too long or too deep");
    }
    if (TopicLimits.isServers(will.topic())) {
      throw refuse(ReasonCode.NOT_AUTHORIZED, "the topics under $SYS are the server's");
    }
    boolean text = will.properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1;
    if (text && options.checkPayloadFormat() && !Utf8.isWellFormed(will.payload())) {
      throw refuse(ReasonCode.PAYLOAD_FORMAT_INVALID, "the Will's payload is not UTF-8");
    }
  }

  private long sessionExpiry() {
    return Math.min(dialect.sessionExpiry(connect), core.options().sessionExpiryMax());
  }

  /**
   * A client of MQTT 3.1.1 can not be told another keep alive, so it keeps its own {@code
   * [MQTT-3.1.2-21]}.
   */
  private int keepAlive() {
    int most = options.keepAliveMax();
    boolean keepsOwn =
        most == 0
            || !dialect.tellsOffer()
            || connect.keepAlive() != 0 && connect.keepAlive() <= most;
    return keepsOwn ? connect.keepAlive() : most;
  }

  private Recipient recipient() {
    Properties asked = connect.properties();
    long aliases =
        Math.min(asked.number(Property.TOPIC_ALIAS_MAXIMUM, 0), options.topicAliasesSent());
    return new Recipient(
        connect.version(), packetSizeMax(), Math.toIntExact(aliases), entrance.mountPoint());
  }

  private long packetSizeMax() {
    return connect.properties().number(Property.MAXIMUM_PACKET_SIZE, Framing.MAX_PACKET_SIZE);
  }

  /** What the server has on offer, where it differs from what the standard supposes. */
  private Properties.Builder offer(String clientId) {
    Properties.Builder told = Properties.builder();
    if (!dialect.tellsOffer()) {
      return told;
    }
    if (sessionExpiry() != dialect.sessionExpiry(connect)) {
      told.add(Property.SESSION_EXPIRY_INTERVAL, sessionExpiry());
    }
    told.add(Property.RECEIVE_MAXIMUM, options.receiveMaximum());
    told.add(Property.MAXIMUM_PACKET_SIZE, options.packetSizeMax());
    if (connect.clientId().isEmpty()) {
      told.add(Property.ASSIGNED_CLIENT_IDENTIFIER, clientId);
    }
    if (options.topicAliasMaximum() > 0) {
      told.add(Property.TOPIC_ALIAS_MAXIMUM, options.topicAliasMaximum());
    }
    if (keepAlive() != connect.keepAlive()) {
      told.add(Property.SERVER_KEEP_ALIVE, keepAlive());
    }
    missing(core.options().offer(), told);
    return told;
  }

  private static void missing(BrokerOptions.Offer offer, Properties.Builder told) {
    if (offer.maximumQos() != Qos.EXACTLY_ONCE) {
      told.add(Property.MAXIMUM_QOS, offer.maximumQos().value());
    }
    if (!offer.retain()) {
      told.add(Property.RETAIN_AVAILABLE, 0);
    }
    if (!offer.wildcards()) {
      told.add(Property.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
    }
    if (!offer.subscriptionIdentifiers()) {
      told.add(Property.SUBSCRIPTION_IDENTIFIERS_AVAILABLE, 0);
    }
    if (!offer.shared()) {
      told.add(Property.SHARED_SUBSCRIPTION_AVAILABLE, 0);
    }
  }
}
