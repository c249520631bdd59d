package io.heddle.spec.ws;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import io.heddle.spec.WsWire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A WebSocket that is lost, in every way there is, leaves the Will as a socket does. */
class LossSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final WsWire wire = WsWire.open(stage.webSocket());
  private final String topic = stage.name("will");
  private final Client watcher = stage.connect();
  private final Client client = stage.over(wire, Version.MQTT_5_0);

  private void connect(int keepAlive) {
    watcher.subscribe(topic, QOS_0);
    client.connect(Login.v5(stage.name("c")).keepAlive(keepAlive).will(topic, "lost", QOS_0));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void theEndOfTheStreamWithoutClose() {
    connect(0);
    wire.close();
    watcher.expectPublish(topic, "lost");
  }

  @Test
  void aReset() {
    connect(0);
    wire.abort();
    watcher.expectPublish(topic, "lost");
  }

  @Test
  void aCloseWithoutDisconnect() {
    connect(0);
    wire.sendRaw(WsWire.frame(0x88, Raw.bytes("03E9")));
    client.expectClosed();
    assertEquals(1001, wire.closeCode(), "its own code is answered");
    watcher.expectPublish(topic, "lost");
  }

  @Test
  void anEndWithinAFrame() {
    connect(0);
    wire.sendRaw(Raw.bytes("82 FE 10"));
    wire.close();
    watcher.expectPublish(topic, "lost");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-22")
  void silenceIsEndedByKeepAliveThoughItPings() {
    connect(1);
    long since = System.nanoTime();
    Client lively = stage.connect(Login.v5(stage.name("c")).keepAlive(1));
    while (client.nextWithin(java.time.Duration.ofMillis(200)) == null) {
      lively.fence();
      wire.sendRaw(WsWire.frame(0x89, Raw.bytes("01")));
      assertEquals(true, System.nanoTime() - since < 8e9, "a ping of WebSocket is no packet");
    }
    watcher.expectPublish(topic, "lost");
  }

  @Test
  void aDisconnectBeforeCloseTakesTheWillAway() {
    connect(0);
    client.disconnect();
    wire.sendRaw(WsWire.frame(0x88, Raw.bytes("03E8")));
    watcher.expectNothingMore();
  }

  @Test
  void aDisconnectAndACloseAtOnce() {
    connect(0);
    wire.sendRaw(
        Raw.join(WsWire.frame(0x82, Raw.bytes("E000")), WsWire.frame(0x88, Raw.bytes("03E8"))));
    client.expectClosed();
    assertEquals(1000, wire.closeCode());
    watcher.expectNothingMore();
  }

  @Test
  void aPacketBehindAWrongFrameIsNotTaken() {
    connect(0);
    wire.sendRaw(
        Raw.join(WsWire.frame(0x81, Raw.bytes("C000")), WsWire.frame(0x82, Raw.bytes("E000"))));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    watcher.expectPublish(topic, "lost");
  }
}
