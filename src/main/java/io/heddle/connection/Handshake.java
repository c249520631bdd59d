package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.ClientInfo;
import io.heddle.api.Step;
import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
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
  private final Packet.Connect connect;
  private final Dialect dialect;
  private Welcome welcome;
  private final Identification identification;
  private @Nullable Will lastWill;
  private @Nullable AuthenticationMethod method;

  Handshake(Identification identification, Outbox outbox, Packet.Connect connect) {
    Surroundings surroundings = identification.surroundings();
    this.core = surroundings.core();
    this.options = surroundings.options();
    this.entrance = surroundings.entrance();
    this.outbox = outbox;
    this.connect = connect;
    this.dialect = Dialect.of(connect.version());
    this.welcome = new Welcome(connect, dialect, surroundings, Properties.NONE);
    this.identification = identification;
  }

  /**
   * A client that was taken in.
   *
   * @param asksToLast whether its session is to outlive the connection, by what it asked for and
   *     not by what it was given
   * @param method of enhanced authentication; null when it named none
   * @param info what others may know of it
   */
  record Accepted(
      Attachment attachment,
      Dialect dialect,
      boolean asksToLast,
      Identification.Known known,
      @Nullable AuthenticationMethod method,
      ClientInfo info) {}

  /**
   * Checks CONNECT and finds out who the client is, which may take long. Nothing that others could
   * notice has happened when this returns.
   *
   * @param inbox where its AUTH packets come from
   */
  Identification.Known identify(Inbox inbox) throws Farewell {
    checkVersion();
    String clientId = clientId();
    lastWill = will();
    checkRoomForConnack(clientId);
    turnAway(identification.turnedAway(clientId));
    return switch (authenticate(inbox, clientId)) {
      case Authentication.Accepted accepted -> admit(identification.known(clientId, accepted));
      case Authentication.Refused(ReasonCode reason, String words, Properties told) -> {
        core.counters().add(Count.LOGINS_REFUSED, 1);
        throw refuse(reason, words, told);
      }
      case Authentication.Unknown unknown ->
          throw refuseSilently(ReasonCode.NOT_AUTHORIZED, "nobody knows it");
    };
  }

  private void turnAway(Authentication.@Nullable Refused refused) throws Farewell {
    if (refused != null) {
      throw refuseSilently(refused.reason(), refused.words());
    }
  }

  private Authentication authenticate(Inbox inbox, String clientId) throws Farewell {
    String name = connect.properties().string(Property.AUTHENTICATION_METHOD);
    if (name == null) {
      return identification.authenticate(connect, clientId);
    }
    AuthenticationMethod found = identification.method(name);
    if (found == null) {
      // [MQTT-4.12.0-1]
      throw refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, "no such authentication method");
    }
    method = found;
    Step.Done done =
        new EnhancedLogin(name, welcome, inbox, outbox)
            .done(connect, identification.begin(found, connect, clientId));
    Authentication answer = identification.agreed(done.answer());
    if (answer instanceof Authentication.Accepted) {
      Properties proof = AuthProperties.of(name, done.data(), done.told());
      welcome = new Welcome(connect, dialect, identification.surroundings(), proof);
      checkRoomForConnack(clientId);
    }
    return answer;
  }

  /** Whether a client that is known may come in, and leave its Will. */
  private Identification.Known admit(Identification.Known known) throws Farewell {
    turnAway(identification.turnedAway(known.client()));
    Permissions permissions = known.permissions();
    if (permissions.connect() instanceof Access.Denied(String rule)) {
      core.counters().add(Count.CONNECTS_DENIED, 1);
      throw refuseSilently(ReasonCode.NOT_AUTHORIZED, "it may not connect: " + rule);
    }
    Will will = lastWill;
    if (will != null
        && permissions.publish(will.topic(), will.qos(), will.retain())
            instanceof Access.Denied(String rule)) {
      core.counters().add(Count.CONNECTS_DENIED, 1);
      throw refuseSilently(
          ReasonCode.NOT_AUTHORIZED,
          "it may not publish its Will to " + will.topic().value() + ": " + rule);
    }
    return known;
  }

  /** Takes the client in and sends CONNACK, the messages of its session after it. */
  Accepted accept(Identification.Known known, Shuttle shuttle) throws Farewell {
    String clientId = known.client().clientId();
    int receiveMaximum =
        Math.toIntExact(connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535));
    Visit visit =
        new Visit(
            outbox,
            welcome.sessionExpiry(),
            receiveMaximum,
            lastWill,
            known.permissions().reading());
    Sessions.Arrival arrival = core.sessions().arrive(clientId, connect.cleanStart(), visit);
    if (arrival == null) {
      throw refuse(ReasonCode.QUOTA_EXCEEDED, "there are as many sessions as may be");
    }
    Attachment attachment = arrival.attachment();
    try {
      open(arrival, clientId, shuttle);
      boolean asksToLast = dialect.sessionExpiry(connect) > 0;
      ClientInfo info = welcome.info(known.client());
      return new Accepted(attachment, dialect, asksToLast, known, method, info);
    } catch (RuntimeException fault) {
      core.sessions().leave(attachment, true);
      throw fault;
    }
  }

  private void open(Sessions.Arrival arrival, String clientId, Shuttle shuttle) {
    Attachment attachment = arrival.attachment();
    outbox.open(
        welcome.connack(arrival.present(), clientId),
        welcome.recipient(),
        shuttle,
        () -> attachment.drained(new Shuttle(core.clock().millis())));
    attachment.resume(shuttle);
  }

  /**
   * A client that cannot be told that it is accepted is not, before anything of its session
   * changes: no other packet may come first {@code [MQTT-3.2.0-1]}.
   */
  private void checkRoomForConnack(String clientId) throws Farewell {
    if (!welcome.canBeSaid(clientId)) {
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
      outbox.answer(connack(Version.MQTT_3_1_1, reason, Properties.NONE));
    } else if (Dialect.of(version).saysGoodbye()) {
      outbox.answer(connack(version, reason, Properties.NONE));
    }
  }

  private static byte[] connack(Version version, ReasonCode reason, Properties properties) {
    return PacketEncoder.encode(new Packet.Connack(false, reason, properties), version);
  }

  /** Strangers are told the code and nothing else; the words are for the log. */
  private Farewell refuseSilently(ReasonCode reason, String words) {
    return refuse(reason, words, Properties.NONE);
  }

  private Farewell refuse(ReasonCode reason, String words) {
    return refuse(reason, words, Properties.builder().add(Property.REASON_STRING, words).build());
  }

  private Farewell refuse(ReasonCode reason, String words, Properties properties) {
    byte[] connack = connack(connect.version(), reason, properties);
    if (connack.length > welcome.packetSizeMax()) {
      // Words that do not fit are left out [MQTT-3.2.2-19].
      connack = connack(connect.version(), reason, Properties.NONE);
    }
    if (connack.length <= welcome.packetSizeMax()) {
      outbox.answer(connack);
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
}
