package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes of CONNECT: protocol name and version, flags, and the fields of the payload that they
 * announce.
 */
class ConnectFormatSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @ParameterizedTest
  @ValueSource(
      strings = {"'MQTX' 05", "'mqtt' 05", "'MQTTT' 05", "'' 05", "'MQIsdp' 05", "'HTTP/1.1' 05"})
  @Tag("5.0/MQTT-3.1.2-1")
  void protocolNameIsMqtt(String nameAndVersion) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, nameAndVersion + " 02 0000 00 'c'"));
    expectVersionRefused(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "02", "06", "7F", "FF"})
  @Tag("5.0/MQTT-3.1.2-2")
  @Tag("5.0/MQTT-3.2.2-7")
  void otherVersionsAreRefused(String version) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, "'MQTT' " + version + " 02 0000 00 'c'"));
    expectVersionRefused(client);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "nothing; \"\"",
        "no version; 'MQTT'",
        "no flags; 'MQTT' 05",
        "half a Keep Alive; 'MQTT' 05 02 00",
        "no properties; 'MQTT' 05 02 0000",
        "properties beyond the end; 'MQTT' 05 02 0000 0511000000",
        "a byte too many; 'MQTT' 05 02 0000 00 'c' 00",
      })
  @Tag("5.0/MQTT-3.1.4-1")
  void formatThatDoesNotFitIsRefused(String name, String rest) {
    turnedAway(rest);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-3")
  void reservedFlagIsZero() {
    turnedAway("'MQTT' 05 03 0000 00 'c'");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Will Flag without Will; 'MQTT' 05 06 0000 00 'c'",
        "Will Flag without Will Topic; 'MQTT' 05 06 0000 00 'c' 00",
        "Will Flag without Will Payload; 'MQTT' 05 06 0000 00 'c' 00 't'",
        "Will Flag without Will Properties; 'MQTT' 05 06 0000 00 'c' 't' 'p'",
        "Will without Will Flag; 'MQTT' 05 02 0000 00 'c' 00 't' 'p'",
      })
  @Tag("5.0/MQTT-3.1.2-9")
  void willFlagAndWillAgree(String name, String rest) {
    turnedAway(rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0A", "12", "1A"})
  @Tag("5.0/MQTT-3.1.2-11")
  void willQosNeedsWillFlag(String flags) {
    turnedAway("'MQTT' 05 " + flags + " 0000 00 'c'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-12")
  void willQos3IsMalformed() {
    turnedAway("'MQTT' 05 1E 0000 00 'c' 00 't' 'p'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-13")
  void willRetainNeedsWillFlag() {
    turnedAway("'MQTT' 05 22 0000 00 'c'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-16")
  void userNameNeedsItsFlag() {
    turnedAway("'MQTT' 05 02 0000 00 'c' 'user'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-17")
  void userNameFlagNeedsUserName() {
    turnedAway("'MQTT' 05 82 0000 00 'c'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-18")
  void passwordNeedsItsFlag() {
    turnedAway("'MQTT' 05 82 0000 00 'c' 'user' 'secret'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-19")
  void passwordFlagNeedsPassword() {
    turnedAway("'MQTT' 05 C2 0000 00 'c' 'user'");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-19")
  void passwordMayComeWithoutUserName() {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, "'MQTT' 05 42 0000 00 '" + stage.name("c") + "' 'secret'"));
    client.expectConnack();
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-3")
  void clientIdIsAlwaysThere() {
    turnedAway("'MQTT' 05 02 0000 00");
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-1")
  @Tag("5.0/MQTT-3.1.2-17")
  @Tag("5.0/MQTT-3.1.2-19")
  void fieldsOfPayloadAreReadInTheirOrder() {
    String topic = stage.name("will");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client client = stage.open();
    String id = stage.name("c");
    client.sendRaw(
        Raw.packet(
            0x10,
            "'MQTT' 05 C6 0000 00 '%s' {03 'type'} '%s' 'farewell' 'user' 'secret'"
                .formatted(id, topic)));
    client.expectConnack();
    client.vanish();
    Packet.Publish will = watcher.expectPublish(topic, "farewell");
    assertEquals("type", will.properties().string(Property.CONTENT_TYPE));
  }

  /**
   * The server may say so as 5.0 or as 3.1.1 says it, for it cannot know what the client
   * understands; it closes the connection.
   */
  private static void expectVersionRefused(Client client) {
    byte[] answer = client.restOfStream();
    assertTrue(
        answer.length == 0
            || Arrays.equals(answer, Raw.bytes("20 03 00 84 00"))
            || Arrays.equals(answer, Raw.bytes("20 02 00 01")),
        () -> Raw.show(answer));
  }

  private void turnedAway(String rest) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, rest));
    client.expectTurnedAway(ReasonCode.MALFORMED_PACKET);
  }
}
