package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.to;
import static io.heddle.spec.v311.Frames.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first packet of a connection and its answer. */
class ConnectSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @Test
  @Tag("3.1.1/MQTT-3.1.4-4")
  @Tag("3.1.1/MQTT-3.2.0-1")
  @Tag("3.1.1/MQTT-3.2.2-1")
  void aValidConnectIsAnsweredWithZero() {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(CLEAN, "'" + stage.name("c") + "'"));
    client.expectRaw("20 02 00 00");
  }

  @Test
  @Tag("3.1.1/MQTT-3.2.0-1")
  void connackIsFirstEvenWhenTheClientDoesNotWaitForIt() {
    String topic = stage.name("t");
    Login login = Login.v311(stage.name("c"));
    Client client = stage.open(MQTT_3_1_1);
    client.send(
        login.packet(),
        Packets.subscribe(1, to(topic, QOS_0)),
        publish(topic, "early"),
        new Packet.Pingreq());
    client.expectConnack();
    client.await(Packet.Suback.class);
    client.await(Packet.Pingresp.class);
    client.expectPublish(topic, "early");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CONNACK, 20020000",
    "PUBLISH QoS 0, 30050003612F6278",
    "PUBLISH QoS 1, 32070003612F62000178",
    "PUBACK, 40020001",
    "PUBREC, 50020001",
    "PUBREL, 62020001",
    "PUBCOMP, 70020001",
    "SUBSCRIBE, 820800010003612F6200",
    "SUBACK, 9003000100",
    "UNSUBSCRIBE, A20700010003612F62",
    "UNSUBACK, B0020001",
    "PINGREQ, C000",
    "PINGRESP, D000",
    "DISCONNECT, E000",
    "type 0, 0000",
    "type 15, F000"
  })
  @Tag("3.1.1/MQTT-3.1.0-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void anyOtherFirstPacketEndsTheConnection(String name, String hex) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(HexFormat.of().parseHex(hex));
    client.expectClosed();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.0-2")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aSecondConnectEndsTheConnection() {
    Login login = Login.v311(stage.name("c"));
    Client client = stage.connect(login);
    client.send(login.packet());
    client.expectClosed();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.0-2")
  void aSecondConnectInTheSameWriteEndsTheConnection() {
    Login login = Login.v311(stage.name("c"));
    Client client = stage.open(MQTT_3_1_1);
    client.send(login.packet(), login.packet());
    client.expectConnack();
    client.expectClosed();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'mqtt'",
        "'MQTt'",
        "'MQTT '",
        "'MQTTX'",
        "'MQT'",
        "''",
        "'MQIsdp'",
        "'HTTP/1.1'",
        "'MQTTMQTT'"
      })
  @Tag("3.1.1/MQTT-3.1.2-1")
  void anUnknownProtocolNameIsNotTreatedAs311(String protocol) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(protocol + "04", CLEAN, "'" + stage.name("c") + "'"));
    Checks.refusedOrClosed(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "02", "03"})
  @Tag("3.1.1/MQTT-3.1.2-2")
  @Tag("3.1.1/MQTT-3.2.2-4")
  @Tag("3.1.1/MQTT-3.2.2-5")
  void anUnknownLevelIsRefusedWithOne(String level) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect("'MQTT'" + level, CLEAN, "'" + stage.name("c") + "'"));
    client.expectRaw("20 02 00 01");
    client.expectClosed();
  }

  /** Above 5.0 the refusal may be in the words of 5.0, whose clients would read it so. */
  @ParameterizedTest
  @ValueSource(strings = {"06", "07", "14", "40", "7F", "86", "FF"})
  @Tag("3.1.1/MQTT-3.1.2-2")
  void aLevelOfTheFutureIsRefusedInTheWordsOfANeighbour(String level) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect("'MQTT'" + level, CLEAN, "'" + stage.name("c") + "'"));
    String refusal = Raw.show(client.restOfStream());
    assertTrue(Set.of("20 02 00 01", "20 03 00 84 00").contains(refusal), refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "z",
        "abcdefghijklmnopqrstuvw",
        "xyzABCDEFGHIJKLMNOPQRST",
        "UVWXYZ01234567890123456",
        "789"
      })
  @Tag("3.1.1/MQTT-3.1.3-5")
  void everyPlainClientIdOf1To23IsAccepted(String clientId) {
    stage.connect(Login.v311(clientId)).disconnect();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-6")
  void clientsWithoutANameGetOneEach() {
    Client one = stage.connect(Login.v311(""));
    Client two = stage.connect(Login.v311(""));
    String topic = stage.name("t");
    one.subscribe(topic, QOS_0);
    two.subscribe(topic, QOS_0);
    two.publish(topic, "hello", QOS_0);
    one.expectPublish(topic, "hello");
    two.expectPublish(topic, "hello");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-7")
  @Tag("3.1.1/MQTT-3.1.3-8")
  @Tag("3.1.1/MQTT-3.2.2-4")
  @Tag("3.1.1/MQTT-3.2.2-5")
  void noNameAndNoCleanSessionIsRefusedWithTwo() {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(0, "''"));
    client.expectRaw("20 02 00 02");
    client.expectClosed();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-5")
  void whatFollowsARefusedConnectIsNotProcessed() {
    String topic = stage.name("t");
    Client observer = stage.connect(MQTT_3_1_1, stage.name("c"));
    observer.subscribe(topic, QOS_0);
    Client refused = stage.open(MQTT_3_1_1);
    refused.sendRaw(
        Raw.join(
            Frames.connect(0, "''"),
            Raw.packet(0x31, "'" + topic + "' <ghost>"),
            Raw.bytes("C0 00")));
    refused.expectRaw("20 02 00 02");
    refused.expectClosed();
    observer.publish(topic, "fence", QOS_0);
    observer.expectPublish(topic, "fence");
    observer.expectNothingMore();
    assertEquals(List.of(), Checks.retainedOn(stage, topic));
  }
}
