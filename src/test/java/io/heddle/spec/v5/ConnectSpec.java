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
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT and CONNACK: who is let in, as whom, and what is said before that. */
class ConnectSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0 00",
        "E0 00",
        "30 {'a' 00}",
        "82 {0001 00 'a' 00}",
        "20 {00 00 00}",
        "F0 00",
        "40 02 0001",
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
    for (String level : new String[] {"'MQTT' 09", "'MQIsdp' 05", "'HTTP' 01"}) {
      Client other = stage.connect(Login.v5(stage.name("d")));
      other.sendRaw("10 {" + level + " 02 0000 {} 'd'}");
      // 0x84 is CONNACK's alone.
      other.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    }
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
            ReasonCode.SUCCESS,
            Packets.properties().add(Property.SESSION_EXPIRY_INTERVAL, 0).build()));
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
    watcher.expectPublish(topic, "marker");
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

  private static String assigned(Packet.Connack connack) {
    String id = connack.properties().string(Property.ASSIGNED_CLIENT_IDENTIFIER);
    assertNotNull(id);
    assertFalse(id.isEmpty());
    return id;
  }
}
