package io.heddle.mqtt;

/**
 * The message that the server publishes when a client leaves without saying goodbye.
 *
 * @param properties those that are forwarded, and the Message Expiry Interval, which counts from
 *     the publication
 * @param delaySeconds Will Delay Interval, 0 to 4,294,967,295 seconds {@code [MQTT-3.1.3-9]}
 */
public record Will(
    TopicName topic,
    Bytes payload,
    Qos qos,
    boolean retain,
    Properties properties,
    long delaySeconds) {

  /** This Will, to another topic. */
  public Will to(TopicName other) {
    return new Will(other, payload, qos, retain, properties, delaySeconds);
  }

  /** The message, published now (milliseconds of the epoch) on behalf of that client. */
  public Message toMessage(long now, String publisher) {
    long seconds = properties.number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
    long expiresAt = seconds < 0 ? Message.NEVER : now + seconds * 1000;
    Properties forwarded =
        properties.without(Property.MESSAGE_EXPIRY_INTERVAL, Property.WILL_DELAY_INTERVAL);
    return new Message(topic, payload, qos, retain, forwarded, expiresAt, publisher);
  }
}
