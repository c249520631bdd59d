package io.heddle.cli.message;

import io.heddle.cli.line.Json;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.UserProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A message that has come.
 *
 * @param at when
 */
record Received(Packet.Publish packet, Instant at) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXX", Locale.ROOT);

  String topic() {
    return String.valueOf(packet.topic());
  }

  Bytes payload() {
    return packet.payload();
  }

  Properties properties() {
    return packet.properties();
  }

  ZonedDateTime local() {
    return at.atZone(ZoneId.systemDefault());
  }

  /**
   * In JSON, with the names that {@code mosquitto_sub} has.
   *
   * @param raw the payload is JSON already, and part of this
   */
  String json(boolean raw) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tst", STAMP.format(local()));
    facts.put("topic", topic());
    facts.put("qos", packet.qos().value());
    facts.put("retain", packet.retain() ? 1 : 0);
    facts.put("payloadlen", payload().length());
    if (packet.qos() != Qos.AT_MOST_ONCE) {
      facts.put("mid", packet.packetId());
    }
    Map<String, Object> others = others();
    if (!others.isEmpty()) {
      facts.put("properties", others);
    }
    String text = Json.of(facts);
    String body = raw ? payload().text() : Json.of(payload().isEmpty() ? null : payload().text());
    return text.substring(0, text.length() - 1) + ",\"payload\":" + body + "}";
  }

  private Map<String, Object> others() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, Object> own = new LinkedHashMap<>();
    properties()
        .forEach((property, value) -> {
          if (value instanceof UserProperty pair) {
            own.put(pair.name(), pair.value());
            facts.put("user-properties", own);
          } else if (property != Property.TOPIC_ALIAS) {
            facts.put(PropertyWords.name(property), value instanceof Bytes b ? b.text() : value);
          }
        });
    return facts;
  }
}
