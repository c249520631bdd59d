package io.heddle.mqtt;

import static io.heddle.mqtt.Property.Place.AUTH;
import static io.heddle.mqtt.Property.Place.CONNACK;
import static io.heddle.mqtt.Property.Place.CONNECT;
import static io.heddle.mqtt.Property.Place.DISCONNECT;
import static io.heddle.mqtt.Property.Place.PUBACK;
import static io.heddle.mqtt.Property.Place.PUBCOMP;
import static io.heddle.mqtt.Property.Place.PUBLISH;
import static io.heddle.mqtt.Property.Place.PUBREC;
import static io.heddle.mqtt.Property.Place.PUBREL;
import static io.heddle.mqtt.Property.Place.SUBACK;
import static io.heddle.mqtt.Property.Place.SUBSCRIBE;
import static io.heddle.mqtt.Property.Place.UNSUBACK;
import static io.heddle.mqtt.Property.Place.WILL;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property of MQTT 5.0: its identifier, the type of its value and where it may stand. One table,
 * so that one loop reads them all.
 */
public enum Property {
  /** 0 for unspecified bytes, 1 for UTF-8 text. */
  PAYLOAD_FORMAT_INDICATOR(0x01, Type.BYTE, PUBLISH, WILL),
  /** Seconds until the message is worth nothing. */
  MESSAGE_EXPIRY_INTERVAL(0x02, Type.FOUR_BYTES, PUBLISH, WILL),
  /** What the payload is, in the applications' words. */
  CONTENT_TYPE(0x03, Type.STRING, PUBLISH, WILL),
  /** The Topic Name for an answer. */
  RESPONSE_TOPIC(0x08, Type.STRING, PUBLISH, WILL),
  /** What ties an answer to its request. */
  CORRELATION_DATA(0x09, Type.BINARY, PUBLISH, WILL),
  /** The number that a client gave its subscription, 1 to 268,435,455. */
  SUBSCRIPTION_IDENTIFIER(0x0B, Type.VARIABLE, PUBLISH, SUBSCRIBE),
  /** Seconds that the session outlives its connection; 0xFFFFFFFF is for ever. */
  SESSION_EXPIRY_INTERVAL(0x11, Type.FOUR_BYTES, CONNECT, CONNACK, DISCONNECT),
  /** The identifier that the server chose for a client that named none. */
  ASSIGNED_CLIENT_IDENTIFIER(0x12, Type.STRING, CONNACK),
  /** The keep alive in seconds that the server wants instead. */
  SERVER_KEEP_ALIVE(0x13, Type.TWO_BYTES, CONNACK),
  /** The name of the authentication method. */
  AUTHENTICATION_METHOD(0x15, Type.STRING, CONNECT, CONNACK, AUTH),
  /** The method's own data. */
  AUTHENTICATION_DATA(0x16, Type.BINARY, CONNECT, CONNACK, AUTH),
  /**
   * 0 when the client wants no reason strings and user properties outside PUBLISH, CONNACK and
   * DISCONNECT.
   */
  REQUEST_PROBLEM_INFORMATION(0x17, Type.BYTE, CONNECT),
  /** Seconds between the end of the connection and the publication of the Will. */
  WILL_DELAY_INTERVAL(0x18, Type.FOUR_BYTES, WILL),
  /** 1 when the client asks for Response Information. */
  REQUEST_RESPONSE_INFORMATION(0x19, Type.BYTE, CONNECT),
  /** What a client may build response topics from. */
  RESPONSE_INFORMATION(0x1A, Type.STRING, CONNACK),
  /** Another server. */
  SERVER_REFERENCE(0x1C, Type.STRING, CONNACK, DISCONNECT),
  /** The reason in words, for diagnosis. */
  REASON_STRING(
      0x1F,
      Type.STRING,
      CONNACK,
      PUBACK,
      PUBREC,
      PUBREL,
      PUBCOMP,
      SUBACK,
      UNSUBACK,
      DISCONNECT,
      AUTH),
  /** How many QoS 1 and 2 messages may be unacknowledged, 1 to 65,535. */
  RECEIVE_MAXIMUM(0x21, Type.TWO_BYTES, CONNECT, CONNACK),
  /** The highest Topic Alias that the sender of this property accepts; 0 for none. */
  TOPIC_ALIAS_MAXIMUM(0x22, Type.TWO_BYTES, CONNECT, CONNACK),
  /** A number that stands for a Topic Name on this connection. */
  TOPIC_ALIAS(0x23, Type.TWO_BYTES, PUBLISH),
  /** The highest level that the server takes, 0 or 1; absent is 2. */
  MAXIMUM_QOS(0x24, Type.BYTE, CONNACK),
  /** 0 when the server keeps no retained messages. */
  RETAIN_AVAILABLE(0x25, Type.BYTE, CONNACK),
  /** A name and a value without a meaning of the standard's; may come many times, in order. */
  USER_PROPERTY(0x26, Type.PAIR, Place.values()),
  /** The largest packet in bytes that the sender of this property takes. */
  MAXIMUM_PACKET_SIZE(0x27, Type.FOUR_BYTES, CONNECT, CONNACK),
  /** 0 when the server takes no filters with wildcards. */
  WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, Type.BYTE, CONNACK),
  /** 0 when the server takes no Subscription Identifiers. */
  SUBSCRIPTION_IDENTIFIERS_AVAILABLE(0x29, Type.BYTE, CONNACK),
  /** 0 when the server has no Shared Subscriptions. */
  SHARED_SUBSCRIPTION_AVAILABLE(0x2A, Type.BYTE, CONNACK);

  /** A place for properties: a packet, or the Will inside CONNECT. */
  public enum Place {
    /** A client's first packet. */
    CONNECT,
    /** The answer to CONNECT. */
    CONNACK,
    /** A message. */
    PUBLISH,
    /** The Will inside CONNECT. */
    WILL,
    /** The answer to a QoS 1 message. */
    PUBACK,
    /** Step 2 of a QoS 2 exchange. */
    PUBREC,
    /** Step 3 of a QoS 2 exchange. */
    PUBREL,
    /** Step 4 of a QoS 2 exchange. */
    PUBCOMP,
    /** A client wants messages. */
    SUBSCRIBE,
    /** The answer to SUBSCRIBE. */
    SUBACK,
    /** A client no longer wants messages. */
    UNSUBSCRIBE,
    /** The answer to UNSUBSCRIBE. */
    UNSUBACK,
    /** The last packet of a connection. */
    DISCONNECT,
    /** A step of an enhanced authentication. */
    AUTH
  }

  /**
   * How a value is written, and so its type in {@link Properties}: {@link Long} for numbers, {@link
   * String}, {@link Bytes}, {@link UserProperty}.
   */
  public enum Type {
    /** One byte; the standard's properties use 0 and 1 alone. */
    BYTE(Long.class, 0xFF),
    /** Two bytes, 0 to 65,535. */
    TWO_BYTES(Long.class, 0xFFFF),
    /** Four bytes, 0 to 4,294,967,295. */
    FOUR_BYTES(Long.class, 0xFFFF_FFFFL),
    /** A Variable Byte Integer of one to four bytes, 0 to 268,435,455. */
    VARIABLE(Long.class, 268_435_455),
    /** A UTF-8 Encoded String of at most 65,535 bytes. */
    STRING(String.class, Long.MAX_VALUE),
    /** At most 65,535 bytes. */
    BINARY(Bytes.class, Long.MAX_VALUE),
    /** Two UTF-8 Encoded Strings. */
    PAIR(UserProperty.class, Long.MAX_VALUE);

    private final Class<?> value;
    private final long largest;

    Type(Class<?> value, long largest) {
      this.value = value;
      this.largest = largest;
    }

    /** The largest number that the bytes can hold; for what is no number there is no limit. */
    long largest() {
      return largest;
    }

    /** The class of a value of this type. */
    public Class<?> valueClass() {
      return value;
    }
  }

  private static final @Nullable Property[] BY_IDENTIFIER = new Property[128];

  static {
    for (Property property : values()) {
      BY_IDENTIFIER[property.identifier] = property;
    }
  }

  private final int identifier;
  private final Type type;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Set<Place> places;

  Property(int identifier, Type type, Place... places) {
    this.identifier = identifier;
    this.type = type;
    this.places = EnumSet.copyOf(List.of(places));
  }

  /** The identifier on the wire. */
  public int identifier() {
    return identifier;
  }

  /** How the value is written. */
  public Type type() {
    return type;
  }

  /** Whether the property may stand there. */
  public boolean allowedIn(Place place) {
    return places.contains(place);
  }

  /**
   * Whether it may come more than once there: user properties anywhere; the Subscription Identifier
   * in a PUBLISH of the server {@code [MQTT-3.3.4-4]}.
   */
  public boolean repeatableIn(Place place) {
    return this == USER_PROPERTY || (this == SUBSCRIPTION_IDENTIFIER && place == PUBLISH);
  }

  /** The property with this identifier, or null when there is none. */
  public static @Nullable Property of(int identifier) {
    return identifier < 0 || identifier >= BY_IDENTIFIER.length ? null : BY_IDENTIFIER[identifier];
  }
}
