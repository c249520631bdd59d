package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Traffic;
import io.heddle.broker.BrokerOptions;
import io.heddle.codec.Framing;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Will;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client that is taken in is told, as its CONNECT and the options say. Immutable.
 *
 * @param proof the properties that end an enhanced authentication; none without one
 */
record Welcome(
    Packet.Connect connect,
    Dialect dialect,
    Surroundings surroundings,
    Properties proof,
    Bounds bounds) {

  /** What a client is told of whom nothing is known yet. */
  Welcome(Packet.Connect connect, Dialect dialect, Surroundings surroundings) {
    this(connect, dialect, surroundings, Properties.NONE, Bounds.of(surroundings));
  }

  /** The same with a proof. */
  Welcome proven(Properties other) {
    return new Welcome(connect, dialect, surroundings, other, bounds);
  }

  /** The same for a client with these bounds. */
  Welcome within(Bounds other) {
    return new Welcome(connect, dialect, surroundings, proof, other);
  }

  private ConnectionOptions options() {
    return bounds.options();
  }

  /** What others may know of the client. */
  ClientInfo info(Client client, @Nullable Will will) {
    return new ClientInfo(
        client,
        connect.version(),
        keepAlive(),
        connect.cleanStart(),
        will,
        surroundings.core().clock().instant(),
        Traffic.NONE);
  }

  /**
   * The CONNACK; with Response Information if the client asks for it {@code [MQTT-3.1.2-28]}, and
   * takes so large a packet; likewise with what a method of authentication and the limits of the
   * client tell {@code [MQTT-3.2.2-19] [MQTT-3.2.2-20]}.
   */
  Packet.Connack connack(boolean present, String clientId) {
    Properties told = offer(clientId).build();
    Packet.Connack plain = new Packet.Connack(present, ReasonCode.SUCCESS, told);
    boolean spares = !proof.isEmpty() || !bounds.limits().userProperties().isEmpty();
    if (spares && !fits(plain)) {
      return new Packet.Connack(present, ReasonCode.SUCCESS, AuthProperties.bare(told));
    }
    boolean asked = connect.properties().number(Property.REQUEST_RESPONSE_INFORMATION, 0) == 1;
    String information = asked ? options().responseInformation(clientId) : "";
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
   * An AUTH that asks for more; without what a person is told where it is too large {@code
   * [MQTT-3.15.2-2] [MQTT-3.15.2-3]} or not wanted {@code [MQTT-3.1.2-29]}, and null when it still
   * is too large.
   */
  byte @Nullable [] challenge(Properties full) {
    boolean silent = connect.properties().number(Property.REQUEST_PROBLEM_INFORMATION, 1) == 0;
    Properties bare = AuthProperties.bare(full);
    for (Properties properties : List.of(silent ? bare : full, bare)) {
      Packet.Auth auth = new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, properties);
      byte[] packet = PacketEncoder.encode(auth, connect.version());
      if (packet.length <= packetSizeMax()) {
        return packet;
      }
    }
    return null;
  }

  /** Whether the client can be told that it is accepted, in a packet of the size that it takes. */
  boolean canBeSaid(String clientId) {
    return !connect.properties().has(Property.MAXIMUM_PACKET_SIZE)
        || fits(connack(false, clientId));
  }

  /** The largest packet that the client takes. */
  long packetSizeMax() {
    return connect.properties().number(Property.MAXIMUM_PACKET_SIZE, Framing.MAX_PACKET_SIZE);
  }

  /** Seconds that the session outlives the connection. */
  long sessionExpiry() {
    return Math.min(dialect.sessionExpiry(connect), bounds.sessionExpiryMax());
  }

  /**
   * A client of MQTT 3.1.1 can not be told another keep alive, so it keeps its own {@code
   * [MQTT-3.1.2-21]}.
   */
  int keepAlive() {
    int most = options().keepAliveMax();
    boolean keepsOwn =
        most == 0
            || !dialect.tellsOffer()
            || connect.keepAlive() != 0 && connect.keepAlive() <= most;
    return keepsOwn ? connect.keepAlive() : most;
  }

  /** How packets are laid out for the client. */
  Recipient recipient() {
    Properties asked = connect.properties();
    long aliases =
        Math.min(asked.number(Property.TOPIC_ALIAS_MAXIMUM, 0), options().topicAliasesSent());
    boolean reasons = asked.number(Property.REQUEST_PROBLEM_INFORMATION, 1) == 1;
    return new Recipient(
            connect.version(), packetSizeMax(), Math.toIntExact(aliases), bounds.mount())
        .wantsReasons(reasons);
  }

  /** What the server has on offer, where it differs from what the standard supposes. */
  private Properties.Builder offer(String clientId) {
    Properties.Builder told = proof.toBuilder();
    if (!dialect.tellsOffer()) {
      return told;
    }
    if (sessionExpiry() != dialect.sessionExpiry(connect)) {
      told.add(Property.SESSION_EXPIRY_INTERVAL, sessionExpiry());
    }
    told.add(Property.RECEIVE_MAXIMUM, options().receiveMaximum());
    told.add(Property.MAXIMUM_PACKET_SIZE, options().packetSizeMax());
    if (!clientId.equals(connect.clientId())) {
      told.add(Property.ASSIGNED_CLIENT_IDENTIFIER, clientId);
    }
    if (options().topicAliasMaximum() > 0) {
      told.add(Property.TOPIC_ALIAS_MAXIMUM, options().topicAliasMaximum());
    }
    if (keepAlive() != connect.keepAlive()) {
      told.add(Property.SERVER_KEEP_ALIVE, keepAlive());
    }
    missing(bounds.offer(), told);
    bounds.limits().userProperties().forEach(pair -> told.user(pair.name(), pair.value()));
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
