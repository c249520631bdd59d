package io.heddle.connection;

import io.heddle.broker.BrokerOptions;
import io.heddle.codec.Framing;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;

/** What a client that is taken in is told, as its CONNECT and the options say. Immutable. */
record Welcome(Packet.Connect connect, Dialect dialect, Surroundings surroundings) {

  private ConnectionOptions options() {
    return surroundings.options();
  }

  private BrokerOptions broker() {
    return surroundings.core().options();
  }

  /**
   * The CONNACK; with Response Information if the client asks for it {@code [MQTT-3.1.2-28]}, and
   * takes so large a packet.
   */
  Packet.Connack connack(boolean present, String clientId) {
    Properties told = offer(clientId).build();
    Packet.Connack plain = new Packet.Connack(present, ReasonCode.SUCCESS, told);
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
    return Math.min(dialect.sessionExpiry(connect), broker().sessionExpiryMax());
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
    return new Recipient(
        connect.version(),
        packetSizeMax(),
        Math.toIntExact(aliases),
        surroundings.entrance().mountPoint());
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
    told.add(Property.RECEIVE_MAXIMUM, options().receiveMaximum());
    told.add(Property.MAXIMUM_PACKET_SIZE, options().packetSizeMax());
    if (connect.clientId().isEmpty()) {
      told.add(Property.ASSIGNED_CLIENT_IDENTIFIER, clientId);
    }
    if (options().topicAliasMaximum() > 0) {
      told.add(Property.TOPIC_ALIAS_MAXIMUM, options().topicAliasMaximum());
    }
    if (keepAlive() != connect.keepAlive()) {
      told.add(Property.SERVER_KEEP_ALIVE, keepAlive());
    }
    missing(broker().offer(), told);
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
