package io.heddle.mqtt;

/**
 * What was published, shared by everybody it goes to. What differs from receiver to receiver
 * (level, retain flag, packet identifier, Subscription Identifiers) is not here.
 *
 * @param qos the level at which it was published
 * @param retain whether it was published with the retain flag
 * @param properties those that the server forwards unchanged: payload format, content type,
 *     response topic, correlation data, user properties in their order {@code [MQTT-3.3.2-17]}
 * @param expiresAt milliseconds of the epoch at which it is worth nothing, or {@link #NEVER}
 * @param publisher the client identifier of the publisher, empty for the server itself
 */
public record Message(
    TopicName topic,
    Bytes payload,
    Qos qos,
    boolean retain,
    Properties properties,
    long expiresAt,
    String publisher) {
  /** The {@link #expiresAt} of a message without Message Expiry Interval. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What the objects of a message and of its place in a queue or tree take in memory, in bytes. */
  private static final int OBJECTS = 200;

  /** A message of the server itself, without properties. */
  public static Message of(TopicName topic, Bytes payload, Qos qos) {
    return new Message(topic, payload, qos, false, Properties.NONE, NEVER, "");
  }

  /** This message, kept as a retained one or not. */
  public Message retained(boolean flag) {
    return flag == retain
        ? this
        : new Message(topic, payload, qos, flag, properties, expiresAt, publisher);
  }

  /** This message, to another topic. */
  public Message to(TopicName other) {
    return new Message(other, payload, qos, retain, properties, expiresAt, publisher);
  }

  /** This message with another payload. */
  public Message payload(Bytes other) {
    return new Message(topic, other, qos, retain, properties, expiresAt, publisher);
  }

  /** Whether its Message Expiry Interval is over. */
  public boolean isExpired(long now) {
    return expiresAt <= now;
  }

  /**
   * What it weighs in a queue, in bytes: payload, topic, properties, and an allowance for objects.
   */
  public int weight() {
    return OBJECTS + payload.length() + topic.length() + properties.weight();
  }
}
