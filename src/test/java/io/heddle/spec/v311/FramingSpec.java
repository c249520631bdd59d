package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.v311.Frames.CLEAN;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixed headers, and packets that do not care how the bytes come. */
class FramingSpec {
  /** Packets of a client that are right but for their flags, which must be those here. */
  static final List<Arguments> FLAGS =
      List.of(
          Arguments.of("PUBACK", 0x40, "0001"),
          Arguments.of("PUBREC", 0x50, "0001"),
          Arguments.of("PUBREL", 0x62, "0001"),
          Arguments.of("PUBCOMP", 0x70, "0001"),
          Arguments.of("SUBSCRIBE", 0x82, "0001 'a/b' 00"),
          Arguments.of("UNSUBSCRIBE", 0xA2, "0001 'a/b'"),
          Arguments.of("PINGREQ", 0xC0, ""),
          Arguments.of("DISCONNECT", 0xE0, ""));

  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("FLAGS")
  @Tag("3.1.1/MQTT-2.2.2-1")
  @Tag("3.1.1/MQTT-2.2.2-2")
  @Tag("3.1.1/MQTT-3.6.1-1")
  @Tag("3.1.1/MQTT-3.8.1-1")
  @Tag("3.1.1/MQTT-3.10.1-1")
  @Tag("3.1.1/MQTT-3.14.1-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void everyOtherValueOfTheFlagsEndsTheConnection(String name, int first, String rest) {
    for (int flags = 0; flags < 16; flags++) {
      if (flags != (first & 0x0F)) {
        Client client = client();
        client.sendRaw(Raw.packet(first & 0xF0 | flags, rest));
        client.expectClosed();
      }
    }
  }

  @Test
  @Tag("3.1.1/MQTT-2.2.2-1")
  @Tag("3.1.1/MQTT-2.2.2-2")
  @Tag("3.1.1/MQTT-3.1.4-1")
  void connectHasFlagsOfZeroToo() {
    byte[] connect = Frames.connect(CLEAN, "'" + stage.name("c") + "'");
    for (int flags = 1; flags < 16; flags++) {
      connect[0] = (byte) (0x10 | flags);
      Frames.closedWithoutConnack(stage.open(MQTT_3_1_1), connect);
    }
  }

  static Stream<byte[]> withoutIdentifier() {
    return Stream.of(
        Raw.packet(0x32, "'a/b' 0000 <m>"),
        Raw.packet(0x34, "'a/b' 0000 <m>"),
        Raw.packet(0x3A, "'a/b' 0000 <m>"),
        Raw.packet(0x3C, "'a/b' 0000 <m>"),
        Raw.packet(0x82, "0000 'a/b' 00"),
        Raw.packet(0xA2, "0000 'a/b'"));
  }

  @ParameterizedTest
  @MethodSource("withoutIdentifier")
  @Tag("3.1.1/MQTT-2.3.1-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void identifierZeroEndsTheConnection(byte[] packet) {
    Client client = client();
    client.sendRaw(packet);
    client.expectClosed();
  }

  @Test
  @Tag("3.1.1/MQTT-2.3.1-5")
  void qos0HasNoIdentifierSoTheBytesThereArePayload() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_0);
    client().sendRaw(Raw.packet(0x30, "'" + topic + "' <\u0001\u0002payload>"));
    subscriber.expectPublish(topic, "\u0001\u0002payload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 00",
        "F0 00",
        "F0 02 00 00",
        "20 02 00 00",
        "90 03 00 01 00",
        "B0 02 00 01",
        "D0 00"
      })
  @Tag("3.1.1/MQTT-4.8.0-1")
  void whatNoClientMaySendEndsTheConnection(String bytes) {
    Client client = client();
    client.sendRaw(bytes);
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0 80 80 80 80 00", "C0 FF FF FF FF 7F", "30 FF FF FF FF 7F", "C0 01 00", "40 03 00 01 00",
        "40 01 00", "40 00", "62 03 00 01 00", "70 01 01", "50 04 00 01 00 00"
      })
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aRemainingLengthThatIsWrongEndsTheConnection(String bytes) {
    Client client = client();
    client.sendRaw(bytes);
    client.expectClosed();
  }

  private byte[] conversation(String topic) {
    return Raw.join(
        Frames.connect(CLEAN, "'" + stage.name("c") + "'"),
        Raw.packet(0x82, "0001 '" + topic + "' 01"),
        Raw.packet(0x32, "'" + topic + "' 0002 <" + "x".repeat(200) + ">"),
        Raw.bytes("C0 00"));
  }

  private void answered(Client client, String topic) {
    client.expectConnack();
    client.await(Packet.Suback.class);
    client.await(Packet.Puback.class);
    client.await(Packet.Pingresp.class);
    client.expectPublish(topic, "x".repeat(200), QOS_1);
  }

  @Test
  @Tag("3.1.1/MQTT-7.1.1-1")
  void oneByteAtATime() {
    String topic = stage.name("t");
    Client client = stage.open(MQTT_3_1_1);
    for (byte each : conversation(topic)) {
      client.sendRaw(new byte[] {each});
    }
    answered(client, topic);
  }

  @Test
  @Tag("3.1.1/MQTT-7.1.1-1")
  void allInOneWrite() {
    String topic = stage.name("t");
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(conversation(topic));
    answered(client, topic);
  }

  static IntStream cuts() {
    return IntStream.range(1, 60).map(i -> i * 5);
  }

  @ParameterizedTest
  @MethodSource("cuts")
  @Tag("3.1.1/MQTT-7.1.1-1")
  void inTwoWritesCutAnywhere(int cut) {
    String topic = stage.name("t");
    Client client = stage.open(MQTT_3_1_1);
    byte[] all = conversation(topic);
    int at = Math.min(cut, all.length - 1);
    client.sendRaw(Arrays.copyOf(all, at));
    client.sendRaw(Arrays.copyOfRange(all, at, all.length));
    answered(client, topic);
  }

  @Test
  @Tag("3.1.1/MQTT-7.0.0-2")
  @Tag("3.1.1/MQTT-7.1.1-1")
  void aWholeDialogueByteByByte() {
    String topic = stage.name("t");
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(CLEAN, "'" + stage.name("c") + "'"));
    client.expectRaw("20 02 00 00");
    client.sendRaw(Raw.packet(0x82, "0001 '" + topic + "' 02"));
    client.expectRaw("90 03 0001 02");
    client.sendRaw(Raw.packet(0x34, "'" + topic + "' 0002 <m>"));
    client.await(Packet.Pubrec.class);
    client.sendRaw("62 02 0002");
    client.await(Packet.Pubcomp.class);
    int id = client.expect(Packet.Publish.class).packetId();
    client.sendRaw("50 02 %04X".formatted(id));
    client.expectRaw("62 02 %04X".formatted(id));
    client.sendRaw("70 02 %04X".formatted(id));
    client.sendRaw(Raw.packet(0xA2, "0003 '" + topic + "'"));
    client.expectRaw("B0 02 0003");
    client.sendRaw("C0 00");
    client.expectRaw("D0 00");
    client.sendRaw("E0 00");
    client.expectClosed();
  }
}
