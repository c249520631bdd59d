package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.disconnect;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DISCONNECT of either side, and what follows an error. */
class DisconnectSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "E0 00",
        "E0 {00}",
        "E0 {00 00}",
        "E0 {04}",
        "E0 {00 {1F 'because' 26 'n' 'v'}}",
        "E0 {80}",
        "E0 {9B}"
      })
  @Tag("5.0/MQTT-3.14.4-1")
  @Tag("5.0/MQTT-3.14.4-2")
  void serverClosesAfterDisconnectWithoutAWord(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectClosed();
  }

  @Test
  @Tag("5.0/MQTT-3.14.4-1")
  void nothingThatComesAfterDisconnectIsHandled() {
    String topic = stage.name("t");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client client = stage.connect();
    client.send(publish(topic, "before"), disconnect(), publish(topic, "after"));
    client.expectClosed();
    watcher.expectPublish(topic, "before");
    watcher.publish(topic, "marker", QOS_0);
    watcher.expectPublish(topic, "marker");
    watcher.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "10", "18", "84", "91", "92", "FF"})
  @Tag("5.0/MQTT-3.14.2-1")
  void codesThatAreNotForDisconnectAreMalformed(String code) {
    String topic = stage.name("will");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client client = stage.connect(Login.v5(stage.name("c")).will(topic, "farewell", QOS_0));
    client.sendRaw("E0 {" + code + "}");
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
    watcher.expectPublish(topic, "farewell");
  }

  @Test
  @Tag("5.0/MQTT-3.14.4-1")
  @Tag("5.0/MQTT-3.14.4-2")
  @Tag("5.0/MQTT-4.13.1-1")
  @Tag("5.0/MQTT-4.13.2-1")
  @Tag("5.0/MQTT-3.14.2-1")
  @Tag("5.0/MQTT-3.14.2-2")
  void errorEndsInDisconnectAndNothingElse() {
    Client client = stage.connect(Login.v5(stage.name("c")).sessionExpiry(600));
    String topic = stage.name("t");
    client.subscribe(topic, QOS_0);
    client.sendRaw("36 {'a' 0001 00}");
    stage.connect().publish(topic, "too late", QOS_0);
    Packet.Disconnect told = null;
    while (told == null) {
      told = client.next() instanceof Packet.Disconnect disconnect ? disconnect : null;
    }
    assertTrue(told.reason() == ReasonCode.MALFORMED_PACKET);
    assertFalse(told.properties().has(Property.SESSION_EXPIRY_INTERVAL));
    client.expectClosed();
  }

  @Test
  @Tag("5.0/MQTT-4.13.1-1")
  void errorOfOneClientTouchesNobodyElse() {
    String topic = stage.name("t");
    Client canary = stage.connect();
    canary.subscribe(topic, QOS_0);
    for (String raw : new String[] {"00 00", "36 {'a' 0001 00}", "30 FFFFFFFF", "82 {0001 00}"}) {
      Client client = stage.connect();
      client.sendRaw(raw);
      assertTrue(client.expect(Packet.Disconnect.class).reason().isError());
      client.expectClosed();
      canary.send(publish(topic, "still here"));
      canary.expectPublish(topic, "still here");
    }
    canary.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.14.2-1")
  void serverThatStopsSaysSo() {
    SpecServer server = stage.fresh();
    Client client = stage.connectTo(server, Login.v5(stage.name("c")));
    server.close();
    client.expectDisconnect(ReasonCode.SERVER_SHUTTING_DOWN);
  }

  @Test
  @Tag("5.0/MQTT-3.14.0-1")
  @Tag("5.0/MQTT-3.2.0-1")
  @Tag("5.0/MQTT-4.13.2-1")
  void errorInConnectIsNotAnsweredWithDisconnect() {
    Client client = stage.open();
    client.sendRaw("10 {'MQTT' 05 02 0000 {11 00000001 11 00000002} 'c'}");
    client.expectTurnedAway(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-3.2.0-1")
  void connackComesBeforeWhatWaited() {
    String topic = stage.name("t");
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.subscribe(topic, Packets.QOS_1);
    client.disconnect();
    stage.connect().publish(topic, "waited", Packets.QOS_1);
    Client back = stage.open();
    back.send(login.resume().packet());
    assertTrue(back.expect(Packet.Connack.class).sessionPresent());
    back.expectPublish(topic, "waited");
  }
}
