package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets on the wire: fixed headers, lengths, flags, and the stream that carries them. */
class FramingSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "PUBACK 0001; 41 02 0001",
        "PUBREC 0010; 52 02 0001",
        "PUBCOMP 1000; 78 02 0001",
        "PINGREQ 0001; C1 00",
        "PINGREQ 1000; C8 00",
      })
  @Tag("5.0/MQTT-2.1.3-1")
  void reservedFlagsAreMalformed(String name, String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60 02 0001", "61 02 0001", "63 02 0001", "6A 02 0001"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.6.1-1")
  void pubrelFlagsAre0010(String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80 {0001 00 'a' 00}", "83 {0001 00 'a' 00}", "8A {0001 00 'a' 00}"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.8.1-1")
  void subscribeFlagsAre0010(String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A0 {0001 00 'a'}", "A3 {0001 00 'a'}", "A6 {0001 00 'a'}"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.10.1-1")
  void unsubscribeFlagsAre0010(String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"E1 00", "E2 01 00", "E8 02 00 00"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.14.1-1")
  void disconnectFlagsAre0000(String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F1 00", "F2 {19 {15 'm'}}", "F8 00"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.15.1-1")
  void authFlagsAre0000(String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "12", "18"})
  @Tag("5.0/MQTT-2.1.3-1")
  @Tag("5.0/MQTT-3.1.4-1")
  void connectFlagsAre0000(String first) {
    Client client = stage.open();
    client.sendRaw(
        Raw.packet(Integer.parseInt(first, 16), "'MQTT' 05 02 0000 00 '" + stage.name("c") + "'"));
    client.expectTurnedAway(ReasonCode.MALFORMED_PACKET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"36 {'a' 0001 00}", "3E {'a' 0001 00}", "37 {'a' 0001 00}"})
  @Tag("5.0/MQTT-3.3.1-4")
  void qos3IsMalformed(String raw) {
    refused(raw);
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-2")
  void dupOfQos0IsMalformed() {
    refused("38 {'a' 00}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Remaining Length of PINGREQ in two bytes; C0 80 00",
        "Remaining Length of PUBLISH in two bytes; 30 85 00 'a' 00 <x>",
        "Remaining Length of SUBSCRIBE in four bytes; 82 87 80 80 00 0001 00 'a' 00",
        "Remaining Length in five bytes; 30 80 80 80 80 01",
        "Remaining Length without an end; 30 FF FF FF FF",
        "Property Length in two bytes; 30 {'a' 80 00 <x>}",
        "Property Length in five bytes; 30 {'a' 80 80 80 80 00}",
        "Subscription Identifier in two bytes; 82 {0001 {0B 81 00} 'a' 00}",
      })
  @Tag("5.0/MQTT-1.5.5-1")
  void variableByteIntegerNotInFewestBytesIsMalformed(String name, String raw) {
    refused(raw);
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 65_536})
  @Tag("5.0/MQTT-1.5.5-1")
  @Tag("5.0/MQTT-2.2.1-2")
  @Tag("5.0/MQTT-2.2.2-1")
  void remainingLengthHasFewestBytes(int remaining) {
    Client client = stage.connect();
    String topic = stage.name("r");
    client.subscribe(topic, QOS_0);
    byte[] head = Raw.bytes("'" + topic + "' 00");
    byte[] rest = Raw.join(head, new byte[remaining - head.length]);
    client.sendRaw(Raw.packet(0x30, rest));
    client.expect(Packet.Publish.class);
    assertArrayEquals(Raw.packet(0x30, rest), client.frame());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "type 0; 00 00",
        "PUBLISH without Property Length; 30 {'a'}",
        "PUBLISH whose properties end after the packet; 30 {'a' 05 01 00}",
        "PUBLISH without the second byte of its topic's length; 30 01 00",
        "PUBLISH of QoS 1 without Packet Identifier; 32 {'a'}",
        "PUBACK without Packet Identifier; 40 00",
        "PUBACK with half a Packet Identifier; 40 01 00",
        "SUBSCRIBE without options; 82 {0001 00 'a'}",
        "SUBSCRIBE without Property Length; 82 {0001 'a' 00}",
        "UNSUBSCRIBE without Property Length; A2 {0001 'a'}",
        "UNSUBSCRIBE with a byte too many; A2 {0001 00 'a' 00}",
        "PUBREL with a byte too many; 62 {0001 00 00 00}",
        "PINGREQ with a byte too many; C0 01 00",
        "DISCONNECT with a byte too many; E0 {00 00 00}",
      })
  @Tag("5.0/MQTT-2.2.2-1")
  @Tag("5.0/MQTT-4.13.1-1")
  void lengthsThatDoNotFitAreMalformed(String name, String raw) {
    refused(raw);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "CONNACK; 20 {00 00 00}",
        "SUBACK; 90 {0001 00 00}",
        "UNSUBACK; B0 {0001 00 00}",
        "PINGRESP; D0 00",
      })
  @Tag("5.0/MQTT-4.13.1-1")
  void packetsOfServerAreProtocolErrorsOfClient(String name, String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-4.2.0-1")
  void oneByteAtATimeIsTheSameDialogue() {
    String topic = stage.name("t");
    Client client = stage.open();
    byte[] script =
        Raw.join(
            PacketEncoder.encode(Login.v5(stage.name("c")).packet(), Version.MQTT_5_0),
            PacketEncoder.encode(Packets.subscribe(7, Packets.to(topic, QOS_1)), Version.MQTT_5_0),
            PacketEncoder.encode(publish(topic, "slowly", QOS_0, 0), Version.MQTT_5_0));
    for (byte each : script) {
      client.sendRaw(new byte[] {each});
    }
    client.expectConnack();
    assertEquals(7, client.expect(Packet.Suback.class).packetId());
    client.expectPublish(topic, "slowly");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.2.0-1")
  void manyPacketsInOneWriteAreAnsweredInOrder() {
    String topic = stage.name("t");
    Client client = stage.open();
    client.send(
        Login.v5(stage.name("c")).packet(),
        Packets.subscribe(1, Packets.to(topic, QOS_0)),
        publish(topic, "a"),
        new Packet.Pingreq(),
        publish(topic, "b"),
        new Packet.Pingreq());
    client.expectConnack();
    client.expect(Packet.Suback.class);
    client.expectPublish(topic, "a");
    client.expect(new Packet.Pingresp());
    client.expectPublish(topic, "b");
    client.expect(new Packet.Pingresp());
  }

  @Test
  @Tag("5.0/MQTT-4.2.0-1")
  void bytesArriveUnchangedAndInOrder() {
    String topic = stage.name("t");
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    byte[] noise = new byte[200_000];
    new Random(42).nextBytes(noise);
    client.sendRaw(Raw.packet(0x30, Raw.join(Raw.bytes("'" + topic + "' 00"), noise)));
    assertArrayEquals(noise, client.expect(Packet.Publish.class).payload().toArray());
  }

  private void refused(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
  }
}
