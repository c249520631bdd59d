package io.heddle.admin.rest;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.UserProperty;
import io.heddle.mqtt.Utf8;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message in JSON: how it is shown, and how it is made of what a request brings. */
final class Letter {
  /** How the payload is written. */
  enum Encoding {
    TEXT,
    BASE64
  }

  static final Item<TopicName> TOPIC = Item.needed("topic", Mqtt.TOPIC, "The topic.");

  private static final Item<String> PAYLOAD =
      Item.optional("payload", Scalar.TEXT, "The payload; empty when left out.");
  private static final Item<Encoding> ENCODING =
      Item.optional(
          "encoding",
          Scalar.choice(Encoding.class),
          "How `payload` is written; text when left out.");
  private static final Item<Long> QOS =
      Item.optional("qos", Mqtt.QOS, "The quality of service; 0 when left out.");
  private static final Item<Boolean> RETAIN =
      Item.optional("retain", Scalar.FLAG, "Whether it is kept for those who subscribe later.");
  private static final Item<Long> EXPIRY =
      Item.optional(
          "expirySeconds",
          Scalar.whole(1, 4_294_967_295L),
          "After how long it is worth nothing; never when left out.");
  private static final Item<Boolean> IS_TEXT =
      Item.optional("payloadIsText", Scalar.FLAG, "Says so to receivers of MQTT 5.");
  private static final Item<String> CONTENT_TYPE =
      Item.optional("contentType", Mqtt.STRING, "Of the payload, for receivers of MQTT 5.");
  private static final Item<TopicName> RESPONSE_TOPIC =
      Item.optional("responseTopic", Mqtt.TOPIC, "Where an answer is expected.");
  private static final Item<Bytes> CORRELATION =
      Item.optional("correlationData", Mqtt.BASE64, "Of a request or an answer, in Base64.");
  private static final Item<List<UserProperty>> USER_PROPERTIES =
      Item.optional("userProperties", Mqtt.GIVEN_PROPERTIES, "In their order.");

  /** A message for a topic that stands elsewhere. */
  static final Form CONTENT =
      Form.of(
          "MessageContent",
          PAYLOAD,
          ENCODING,
          QOS,
          EXPIRY,
          IS_TEXT,
          CONTENT_TYPE,
          RESPONSE_TOPIC,
          CORRELATION,
          USER_PROPERTIES);

  static final Fields<Message> SHAPE =
      Fields.<Message>of("Message")
          .with("topic", Scalar.TEXT, "The topic.", it -> it.topic().value())
          .with("payload", Scalar.TEXT, "The payload, as `encoding` says.", Letter::payload)
          .with(
              "encoding",
              Scalar.choice(Encoding.class),
              "`base64` when it is no text.",
              Letter::encoding)
          .with("qos", Mqtt.QOS, "At which it was published.", it -> Mqtt.number(it.qos()))
          .maybe("publisher", Scalar.TEXT, "The client; absent for none.", Letter::publisher)
          .maybe("expiresAt", Scalar.TIME, "When it is worth nothing.", Letter::expiresAt)
          .maybe("payloadIsText", Scalar.FLAG, "As the publisher said.", Letter::isText)
          .maybe(
              "contentType",
              Scalar.TEXT,
              "As the publisher said.",
              it -> it.properties().string(Property.CONTENT_TYPE))
          .maybe(
              "responseTopic",
              Scalar.TEXT,
              "Where an answer is expected.",
              it -> it.properties().string(Property.RESPONSE_TOPIC))
          .maybe(
              "correlationData",
              Mqtt.BASE64,
              "In Base64.",
              it -> it.properties().bytes(Property.CORRELATION_DATA))
          .with(
              "userProperties",
              Mqtt.USER_PROPERTIES,
              "In their order.",
              it -> it.properties().userProperties());

  private Letter() {}

  /** The members of a message that is published, with some more in front. */
  static Form publication(String name, Item<?>... more) {
    List<Item<?>> items = new java.util.ArrayList<>(List.of(more));
    items.add(TOPIC);
    items.add(RETAIN);
    items.addAll(CONTENT.items());
    return new Form(name, items, false);
  }

  private static Encoding encoding(Message message) {
    return Utf8.isWellFormed(message.payload()) ? Encoding.TEXT : Encoding.BASE64;
  }

  private static String payload(Message message) {
    return encoding(message) == Encoding.TEXT
        ? message.payload().text()
        : Base64.getEncoder().encodeToString(message.payload().toArray());
  }

  private static @Nullable String publisher(Message message) {
    return message.publisher().isEmpty() ? null : message.publisher();
  }

  private static @Nullable Instant expiresAt(Message message) {
    return message.expiresAt() == Message.NEVER ? null : Instant.ofEpochMilli(message.expiresAt());
  }

  private static @Nullable Boolean isText(Message message) {
    return message.properties().has(Property.PAYLOAD_FORMAT_INDICATOR)
        ? message.properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1
        : null;
  }

  /** The message that a request has brought. */
  static Message of(TopicName topic, Given given, InstantSource clock) throws Problem {
    Long seconds = given.find(EXPIRY);
    return new Message(
        topic,
        payload(given),
        Mqtt.qos(given.get(QOS, 0L)),
        given.get(RETAIN, false),
        properties(given),
        seconds == null ? Message.NEVER : clock.millis() + seconds * 1000,
        "");
  }

  private static Bytes payload(Given given) throws Problem {
    String text = given.get(PAYLOAD, "");
    if (given.get(ENCODING, Encoding.TEXT) == Encoding.TEXT) {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw Problem.badRequest("payload: has half of a surrogate pair");
      }
      return Bytes.utf8(text);
    }
    try {
      return Mqtt.BASE64.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("payload: " + e.getMessage());
    }
  }

  private static Properties properties(Given given) {
    Properties.Builder properties = Properties.builder();
    given
        .optional(IS_TEXT)
        .ifPresent(is -> properties.add(Property.PAYLOAD_FORMAT_INDICATOR, is ? 1 : 0));
    given.optional(CONTENT_TYPE).ifPresent(type -> properties.add(Property.CONTENT_TYPE, type));
    given
        .optional(RESPONSE_TOPIC)
        .ifPresent(topic -> properties.add(Property.RESPONSE_TOPIC, topic.value()));
    given.optional(CORRELATION).ifPresent(data -> properties.add(Property.CORRELATION_DATA, data));
    given
        .get(USER_PROPERTIES, List.of())
        .forEach(each -> properties.user(each.name(), each.value()));
    return properties.build();
  }
}
