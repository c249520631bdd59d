package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT and CONNACK: who is let in, as whom, and what is said before that. */
class ConnectSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0 00", "E0 00", "30 {'a' 00}", "82 {0001 00 'a' 00}", "20 {00 00 00}", "F0 00", "40 02 0001",
      })
  @Tag("5.0/MQTT-3.1.0-1")
  @Tag("5.0/MQTT-3.14.0-1")
  @Tag("5.0/MQTT-3.2.0-1")
  void anythingBeforeConnectClosesWithoutAWord(String raw) {
    Client client = stage.open();
    client.sendRaw(raw);
    client.expectClosed();
  }

  @Test
  @Tag("5.0/MQTT-3.1.0-2")
  @Tag("5.0/MQTT-3.2.0-2")
  void secondConnectIsProtocolError() {
    Login login = Login.v5(stage.name("c"));
    Client client = stage.connect(login);
    client.send(login.packet());
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'MQTX' 05", "'mqtt' 05", "'MQTTT' 05", "'' 05", "'MQIsdp' 05", "'HTTP/1.1' 05"})
  @Tag("5.0/MQTT-3.1.2-1")
  void protocolNameIsMqtt(String nameAndVersion) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, nameAndVersion + " 02 0000 00 'c'"));
    client.expectTurnedAway(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "02", "06", "7F", "FF"})
  @Tag("5.0/MQTT-3.1.2-2")
  @Tag("5.0/MQTT-3.2.2-7")
  void otherVersionsAreRefused(String version) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, "'MQTT' " + version + " 02 0000 00 'c'"));
    client.expectTurnedAway(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
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

  @ParameterizedTest
  @ValueSource(strings = {"7", "a", "Z", "0123456789ABCDEFGHIJKLM", "nopqrstuvwxyzNOPQRSTUVW"})
  @Tag("5.0/MQTT-3.1.3-5")
  void shortPlainClientIdsAreAccepted(String id) {
    Client client = stage.connect(Login.v5(id));
    client.disconnect();
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-6")
  @Tag("5.0/MQTT-3.1.3-7")
  @Tag("5.0/MQTT-3.2.2-16")
  void emptyClientIdGetsUniqueOne() {
    String first = assigned(stage.open().connect(Login.v5("")));
    String second = assigned(stage.open().connect(Login.v5("")));
    assertNotEquals(first, second);
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-7")
  void assignedClientIdIsAsIfClientHadSentIt() {
    Client client = stage.open();
    String id = assigned(client.connect(Login.v5("").sessionExpiry(60)));
    String topic = stage.name("t");
    client.subscribe(topic, QOS_0);
    Client again = stage.resume(Login.v5(id).sessionExpiry(0));
    client.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    again.publish(topic, "still subscribed", QOS_0);
    again.close();
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-6")
  @Tag("5.0/MQTT-3.1.2-6")
  void emptyClientIdMayComeWithCleanStart0() {
    Packet.Connack connack = stage.open().connect(Login.v5("").resume());
    assertFalse(connack.sessionPresent());
    assigned(connack);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-16")
  void namedClientGetsNoOtherName() {
    Packet.Connack connack = stage.open().connect(Login.v5(stage.name("c")));
    assertNull(connack.properties().string(Property.ASSIGNED_CLIENT_IDENTIFIER));
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-3")
  @Tag("5.0/MQTT-3.14.4-1")
  @Tag("5.0/MQTT-3.14.4-2")
  void takeoverDisconnectsTheOlder() {
    Login login = Login.v5(stage.name("c"));
    Client older = stage.connect(login);
    Client newer = stage.connect(login);
    older.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    newer.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-5")
  @Tag("5.0/MQTT-3.2.2-1")
  @Tag("5.0/MQTT-3.2.2-2")
  @Tag("5.0/MQTT-3.2.2-8")
  void acceptedConnectIsAnsweredWithConnack() {
    Client client = stage.open();
    client.send(Login.v5(stage.name("c")).packet());
    client.expect(Packet.Connack.class);
    byte[] frame = client.frame();
    assertEquals(0x20, frame[0]);
    assertEquals(0, frame[2], "flags: Session Present and seven reserved bits");
    assertEquals(0, frame[3], "Reason Code");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-1")
  @Tag("5.0/MQTT-3.2.2-3")
  void sessionPresentIsTheOnlyFlag() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(60);
    stage.connect(login).disconnect();
    Client client = stage.open();
    assertTrue(client.connect(login.resume()).sessionPresent());
    assertEquals(1, client.frame()[2]);
    client.disconnect(
        new Packet.Disconnect(
            ReasonCode.SUCCESS, Packets.properties().add(Property.SESSION_EXPIRY_INTERVAL, 0).build()));
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-6")
  @Tag("5.0/MQTT-3.2.2-7")
  @Tag("5.0/MQTT-3.1.4-2")
  void nothingIsProcessedAfterRefusedConnect() {
    String topic = stage.name("t");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client refused = stage.open();
    refused.send(
        Login.v5(stage.name("c")).with(Property.AUTHENTICATION_METHOD, "none-such").packet(),
        publish(topic, "must not arrive"));
    refused.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
    watcher.publish(topic, "marker", QOS_0);
    watcher.expectNothingButMarker(topic);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-6")
  void refusalHasNoSessionPresent() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(60);
    stage.connect(login).disconnect();
    Client refused = stage.open();
    refused.send(login.resume().with(Property.AUTHENTICATION_METHOD, "none-such").packet());
    Packet.Connack connack = refused.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
    assertFalse(connack.sessionPresent());
  }

  private void turnedAway(String rest) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, rest));
    client.expectTurnedAway(ReasonCode.MALFORMED_PACKET);
  }

  private static String assigned(Packet.Connack connack) {
    String id = connack.properties().string(Property.ASSIGNED_CLIENT_IDENTIFIER);
    assertNotNull(id);
    assertFalse(id.isEmpty());
    return id;
  }
}
