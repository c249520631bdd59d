package io.heddle.spec.golden;

import static io.heddle.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.bad;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fixed headers that no packet has, before bytes that would be well. */
final class RefusedHeaders {
  private record Body(int type, int goodFlags, String old, String v5) {}

  private static final List<Body> BODIES =
      List.of(
          new Body(0, 16, "00", "00"),
          new Body(
              1, 0, "0D 0004 'MQTT' 04 02 003C 0001 'a'", "0E 0004 'MQTT' 05 02 003C 00 0001 'a'"),
          new Body(2, 0, "02 00 00", "03 00 00 00"),
          new Body(4, 0, "02 0001", "02 0001"),
          new Body(5, 0, "02 0001", "02 0001"),
          new Body(6, 2, "02 0001", "02 0001"),
          new Body(7, 0, "02 0001", "02 0001"),
          new Body(8, 2, "06 0001 0001 'a' 00", "07 0001 00 0001 'a' 00"),
          new Body(9, 0, "03 0001 00", "04 0001 00 00"),
          new Body(10, 2, "05 0001 0001 'a'", "06 0001 00 0001 'a'"),
          new Body(11, 0, "02 0001", "04 0001 00 00"),
          new Body(12, 0, "00", "00"),
          new Body(13, 0, "00", "00"),
          new Body(14, 0, "00", "00"),
          new Body(15, 0, "00", "00"));

  static final List<GoldenPacket> ALL =
      Stream.of(flags(), lengths()).flatMap(List::stream).toList();

  private RefusedHeaders() {}

  /** All sixteen flags of each type but PUBLISH, save the right ones. */
  private static List<GoldenPacket> flags() {
    return BODIES.stream()
        .flatMap(body ->
            IntStream.range(0, 16)
                .filter(flags -> flags != body.goodFlags)
                .boxed()
                .flatMap(flags -> Stream.of(flags(body, flags, false), flags(body, flags, true))))
        .toList();
  }

  private static GoldenPacket flags(Body body, int flags, boolean v5) {
    String first = "%X%X ".formatted(body.type, flags);
    return bad(
        "header " + first.strip(),
        v5 ? MQTT_5_0 : MQTT_3_1_1,
        first + (v5 ? body.v5 : body.old),
        MALFORMED_PACKET);
  }

  private static List<GoldenPacket> lengths() {
    return List.of(
        bad(
            "header: Remaining Length of two bytes, not one",
            MQTT_3_1_1,
            "C0 8000",
            MALFORMED_PACKET),
        bad(
            "header: Remaining Length of two bytes, not one",
            MQTT_5_0,
            "40 8200 0001",
            MALFORMED_PACKET),
        bad(
            "header: Remaining Length of four bytes, not one",
            MQTT_3_1,
            "40 82808000 0001",
            MALFORMED_PACKET),
        bad("header: Remaining Length of five bytes", MQTT_5_0, "C0 8080808001", MALFORMED_PACKET),
        bad("header: Remaining Length without end", MQTT_5_0, "30 FF*9", MALFORMED_PACKET));
  }
}
