package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.v311.Frames.CLEAN;
import static io.heddle.spec.v311.Frames.USER_NAME;
import static io.heddle.spec.v311.Frames.WILL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every string of the protocol is well-formed UTF-8 without U+0000. */
class Utf8Spec {
  private static final String NUL = "00";
  private static final String NUL_WITHIN = "61 00 62";
  private static final String SURROGATE_FIRST = "ED A0 80";
  private static final String SURROGATE_LAST = "61 ED BF BF";
  private static final String SURROGATE_PAIR = "ED A0 BD ED B8 80";
  private static final String LONE_CONTINUATION = "61 80";
  private static final String CUT_OFF = "E2 82";
  private static final String OVERLONG_NUL = "C0 80";
  private static final String OVERLONG_3 = "E0 80 AF";
  private static final String OVERLONG_4 = "F0 80 80 AF";
  private static final String TOO_HIGH = "F4 90 80 80";
  private static final String NEVER = "FF";
  private static final String NO_CONTINUATION = "C3 28";

  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  private void closes(Client client, byte[] packet) {
    client.sendRaw(packet);
    client.expectClosed();
  }

  private void everyField(String hex) {
    String bad = Frames.field(hex);
    String id = "'" + stage.name("c") + "'";
    closes(stage.open(MQTT_3_1_1), Frames.connect(CLEAN, bad));
    closes(stage.open(MQTT_3_1_1), Frames.connect(CLEAN | WILL, id + bad + "'gone'"));
    closes(stage.open(MQTT_3_1_1), Frames.connect(CLEAN | USER_NAME, id + bad));
    closes(client(), Raw.packet(0x30, bad + "<payload>"));
    closes(client(), Raw.packet(0x32, bad + "0001 <payload>"));
    closes(client(), Raw.packet(0x34, bad + "0001 <payload>"));
    closes(client(), Raw.packet(0x82, "0001" + bad + "00"));
    closes(client(), Raw.packet(0x82, "0001 'good' 00" + bad + "00"));
    closes(client(), Raw.packet(0xA2, "0001" + bad));
    closes(client(), Raw.packet(0xA2, "0001 'good'" + bad));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SURROGATE_FIRST,
        SURROGATE_LAST,
        SURROGATE_PAIR,
        LONE_CONTINUATION,
        CUT_OFF,
        OVERLONG_NUL,
        OVERLONG_3,
        OVERLONG_4,
        TOO_HIGH,
        NEVER,
        NO_CONTINUATION
      })
  @Tag("3.1.1/MQTT-1.5.3-1")
  @Tag("3.1.1/MQTT-3.1.3-4")
  @Tag("3.1.1/MQTT-3.1.3-10")
  @Tag("3.1.1/MQTT-3.1.3-11")
  @Tag("3.1.1/MQTT-3.3.2-1")
  @Tag("3.1.1/MQTT-3.8.3-1")
  @Tag("3.1.1/MQTT-3.10.3-1")
  void illFormedEndsTheConnectionInEveryField(String hex) {
    everyField(hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {NUL, NUL_WITHIN, "61 62 00"})
  @Tag("3.1.1/MQTT-1.5.3-2")
  @Tag("3.1.1/MQTT-4.7.3-2")
  void nulEndsTheConnectionInEveryField(String hex) {
    everyField(hex);
  }

  @Test
  @Tag("3.1.1/MQTT-1.5.3-3")
  @Tag("3.1.1/MQTT-4.7.3-4")
  void efBbBfIsACharacterLikeAnyOther() {
    String topic = stage.name("t");
    for (String marked : new String[] {"\uFEFF" + topic, topic + "\uFEFF", topic + "/\uFEFF/x"}) {
      Client client = client();
      client.subscribe(marked, QOS_0);
      Client publisher = client();
      publisher.publish(marked.replace("\uFEFF", ""), "without", QOS_0);
      publisher.publish(marked, "with", QOS_0);
      client.expect(Packet.Publish.class);
      assertArrayEquals(Raw.packet(0x30, "'" + marked + "' <with>"), client.frame());
    }
  }

  @Test
  @Tag("3.1.1/MQTT-1.5.3-3")
  void efBbBfDistinguishesClientIds() {
    String id = stage.name("c");
    Client plain = stage.connect(MQTT_3_1_1, id);
    Client marked = stage.connect(MQTT_3_1_1, "\uFEFF" + id);
    plain.fence();
    marked.fence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ä", "€", "𐍈", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFFFD"})
  @Tag("3.1.1/MQTT-1.5.3-1")
  @Tag("3.1.1/MQTT-4.7.3-4")
  void wellFormedTextOfEveryLengthIsKept(String text) {
    String topic = stage.name("t") + "/" + text + "/" + text;
    Client client = client();
    client.subscribe(topic, QOS_0);
    client().publish(topic, text, QOS_0);
    Packet.Publish publish = client.expectPublish(topic, text);
    assertEquals(topic, String.valueOf(publish.topic()));
  }
}
