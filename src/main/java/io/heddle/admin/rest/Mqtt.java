package io.heddle.admin.rest;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.UserProperty;
import io.heddle.mqtt.Utf8;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** What MQTT has values for, in JSON. */
final class Mqtt {
  private static final int LONGEST = 65_535;

  /** A topic. */
  static final Scalar<TopicName> TOPIC =
      Scalar.text(TopicName::value, text -> checked(TopicName::of, text));

  /** A topic filter. */
  static final Scalar<TopicFilter> FILTER =
      Scalar.text(TopicFilter::value, text -> checked(TopicFilter::of, text));

  /** 0, 1 or 2. */
  static final Scalar<Long> QOS = Scalar.whole(0, 2);

  /** Text that MQTT can carry. */
  static final Scalar<String> STRING = Scalar.text(Function.identity(), Mqtt::string);

  /** Bytes as Base64. */
  static final Scalar<Bytes> BASE64 =
      Scalar.text(bytes -> Base64.getEncoder().encodeToString(bytes.toArray()), Mqtt::bytes);

  private static final Fields<UserProperty> USER_PROPERTY =
      Fields.<UserProperty>of("UserProperty")
          .with("name", STRING, "May come more than once.", UserProperty::name)
          .with("value", STRING, "Any text.", UserProperty::value);

  /** User properties in their order. */
  static final Shape<List<UserProperty>> USER_PROPERTIES = Shape.list(USER_PROPERTY);

  /** User properties that a request brings. */
  static final Input<List<UserProperty>> GIVEN_PROPERTIES =
      new Input<>() {
        @Override
        public JsonObject schema() {
          return Json.object()
              .add("type", "array")
              .add("items", USER_PROPERTY.definition())
              .build();
        }

        @Override
        public List<UserProperty> read(JsonValue value) {
          List<UserProperty> all = new ArrayList<>();
          if (!(value instanceof JsonArray array)) {
            throw new IllegalArgumentException("is not an array");
          }
          array.forEach(each -> all.add(property(each)));
          return all;
        }

        @Override
        public List<UserProperty> parse(String text) {
          throw new IllegalArgumentException("belongs into the content");
        }
      };

  private Mqtt() {}

  private static UserProperty property(JsonValue value) {
    if (value instanceof JsonObject object
        && object.size() == 2
        && object.get("name") instanceof JsonString name
        && object.get("value") instanceof JsonString text) {
      return new UserProperty(string(name.getString()), string(text.getString()));
    }
    throw new IllegalArgumentException("has something that is no object of a name and a value");
  }

  private static <T> T checked(Function<String, T> of, String text) {
    try {
      return of.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot be '" + Audit.printable(text) + "' (" + e.getMessage() + ")", e);
    }
  }

  private static String string(String text) {
    if (text.indexOf('\0') >= 0 || Utf8.encode(text).length > LONGEST) {
      throw new IllegalArgumentException("is no string of MQTT: U+0000 in it, or too long");
    }
    return text;
  }

  private static Bytes bytes(String text) {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not Base64", e);
    }
  }

  /** Whether a filter matches a topic of which perhaps only the beginning is known. */
  static boolean matches(TopicFilter filter, String topic) {
    try {
      return filter.matches(TopicName.of(topic));
    } catch (IllegalArgumentException cut) {
      return false;
    }
  }

  /** The level with a number. */
  static Qos qos(long number) {
    return Qos.values()[(int) number];
  }

  /** The number of a level. */
  static long number(Qos qos) {
    return qos.ordinal();
  }
}
