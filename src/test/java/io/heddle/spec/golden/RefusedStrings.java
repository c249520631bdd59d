package io.heddle.spec.golden;

import static io.heddle.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.bad;
import static io.heddle.spec.golden.GoldenPacket.good;

import io.heddle.codec.Packet.Publish;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bytes that are no text, wherever a string stands; and some that look as if they were none. */
final class RefusedStrings {
  /** Each is four bytes, so that the lengths around it stay the same. */
  private static final Map<String, String> WRONG =
      Map.of(
          "U+0000", "61 00 62 63",
          "overlong U+0000", "61 C080 62",
          "overlong slash in three bytes", "61 E080AF",
          "overlong in four bytes", "F08282AC",
          "high surrogate", "61 EDA080",
          "low surrogate", "61 EDBFBF",
          "above U+10FFFF", "F4908080",
          "continuation alone", "61 80 62 63",
          "sequence cut off", "61 62 E282",
          "Latin-1", "61 E9 62 63");

  /** With @ for the four bytes. */
  private static final Map<String, String> PLACES_5 =
      Map.of(
          "client identifier", "10 11 0004 'MQTT' 05 02 003C 00 0004 @",
          "user name", "10 14 0004 'MQTT' 05 82 003C 00 0001 'a' 0004 @",
          "Will Topic", "10 17 0004 'MQTT' 05 06 003C 00 0001 'a' 00 0004 @ 0000",
          "topic", "30 07 0004 @ 00",
          "Content Type", "30 0B 0001 'a' 07 03 0004 @",
          "Response Topic", "30 0B 0001 'a' 07 08 0004 @",
          "name of a user property", "30 0D 0001 'a' 09 26 0004 @ 0000",
          "value of a user property", "30 0D 0001 'a' 09 26 0000 0004 @",
          "filter", "82 0A 0001 00 0004 @ 00",
          "Reason String", "E0 09 00 07 1F 0004 @");

  private static final Map<String, String> PLACES_3 =
      Map.of(
          "client identifier", "10 10 0004 'MQTT' 04 02 003C 0004 @",
          "topic", "30 06 0004 @",
          "filter", "82 09 0001 0004 @ 00",
          "filter to leave", "A2 08 0001 0004 @");

  static final List<GoldenPacket> ALL = Stream.concat(wrong(), right()).toList();

  private RefusedStrings() {}

  private static Stream<GoldenPacket> wrong() {
    return WRONG.keySet().stream()
        .sorted()
        .flatMap(name ->
            Stream.concat(
                PLACES_5.keySet().stream()
                    .sorted()
                    .map(place ->
                        bad(
                            place + ": " + name,
                            MQTT_5_0,
                            put(PLACES_5, place, name),
                            MALFORMED_PACKET)),
                PLACES_3.keySet().stream()
                    .sorted()
                    .map(place ->
                        bad(
                            place + ": " + name,
                            MQTT_3_1_1,
                            put(PLACES_3, place, name),
                            MALFORMED_PACKET))));
  }

  private static String put(Map<String, String> places, String place, String name) {
    return places.getOrDefault(place, "").replace("@", WRONG.getOrDefault(name, ""));
  }

  private static Stream<GoldenPacket> right() {
    return Stream.of(
        text("U+FEFF, which is no mark but a character", "30 06 0004 EFBBBF 'a'", "\uFEFFa"),
        text("U+FFFD, as itself", "30 05 0003 EFBFBD", "\uFFFD"),
        text("two, three and four bytes", "30 0B 0009 C3A9 E282AC F09F9880", "é€😀"),
        text("the highest, U+10FFFF", "30 06 0004 F48FBFBF", "\uDBFF\uDFFF"),
        text(
            "around the surrogates: U+D7FF and U+E000", "30 08 0006 ED9FBF EE8080", "\uD7FF\uE000"),
        text("a character of no meaning, U+FFFF", "30 05 0003 EFBFBF", "\uFFFF"),
        text("control characters", "30 05 0003 01 1F 7F", "\u0001\u001F\u007F"));
  }

  private static GoldenPacket text(String name, String annotated, String topic) {
    Publish publish =
        new Publish(
            false, Qos.AT_MOST_ONCE, false, TopicName.of(topic), 0, Properties.NONE, Bytes.EMPTY);
    return good("topic: " + name, MQTT_3_1_1, annotated, publish);
  }
}
