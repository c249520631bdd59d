package io.heddle.spec.v5;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
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

/** Enhanced authentication on a server that has no method for it. */
class AuthSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Login withMethod() {
    return Login.v5(stage.name("c")).with(Property.AUTHENTICATION_METHOD, "none-such");
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-1")
  @Tag("5.0/MQTT-4.13.2-1")
  @Tag("5.0/MQTT-3.2.2-7")
  void unknownMethodIsRefused() {
    Client client = stage.open();
    client.send(withMethod().packet());
    client.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-1")
  void unknownMethodWithDataIsRefused() {
    Client client = stage.open();
    client.send(withMethod().with(Property.AUTHENTICATION_DATA, Bytes.utf8("data")).packet());
    client.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-30")
  @Tag("5.0/MQTT-3.1.4-6")
  void nothingButAuthCountsBeforeConnack() {
    String topic = stage.name("t");
    Client watcher = stage.connect();
    watcher.subscribe(topic, Packets.QOS_0);
    Client client = stage.open();
    client.send(
        withMethod().packet(),
        Packets.publish(topic, "must not arrive"),
        Packets.subscribe(1, Packets.to(topic, Packets.QOS_0)));
    client.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
    watcher.publish(topic, "marker", Packets.QOS_0);
    watcher.expectPublish(topic, "marker");
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-1")
  void dataWithoutMethodIsProtocolError() {
    Client client = stage.open();
    client.send(
        Login.v5(stage.name("c")).with(Property.AUTHENTICATION_DATA, Bytes.utf8("data")).packet());
    client.expectTurnedAway(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"F0 00", "F0 {18 {15 'm'}}", "F0 {18 {15 'm' 16 'data'}}", "F0 {00 {15 'm'}}"})
  @Tag("5.0/MQTT-4.12.0-7")
  void authWithoutMethodInConnectIsProtocolError(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-4.12.1-1")
  @Tag("5.0/MQTT-4.12.1-2")
  void reauthenticationWithoutMethodInConnectEndsTheConnection() {
    Client client = stage.connect();
    client.sendRaw("F0 {19 {15 'none-such'}}");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.BAD_AUTHENTICATION_METHOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "04", "80", "87", "8C", "FF"})
  @Tag("5.0/MQTT-3.15.2-1")
  void codesThatAreNotForAuthAreRefused(String code) {
    Client client = stage.connect();
    client.sendRaw("F0 {" + code + " {15 'm'}}");
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-6")
  void clientWithoutMethodIsNotAskedForOne() {
    Client client = stage.open();
    client.send(Login.v5(stage.name("c")).credentials("user", "secret").packet());
    Packet.Connack connack = client.expect(Packet.Connack.class);
    assertFalse(connack.properties().has(Property.AUTHENTICATION_METHOD));
    assertFalse(connack.properties().has(Property.AUTHENTICATION_DATA));
    client.expectNothingMore();
  }
}
