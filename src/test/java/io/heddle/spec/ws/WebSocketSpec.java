package io.heddle.spec.ws;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.WsWire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MQTT in the frames of a WebSocket, and how it ends. */
class WebSocketSpec {
  @RegisterExtension final Stage stage = Stage.plain();
  @RegisterExtension final Stage small = Stage.with("limits.packet-size", "1KiB");

  /** CONNECT, SUBSCRIBE to t/ and PUBLISH to it, PINGREQ; of MQTT 3.1.1. */
  private byte[] stream(String topic) {
    return Raw.join(
        Raw.packet(0x10, "'MQTT' 04 02 0000 '" + stage.name("c") + "'"),
        Raw.packet(0x82, "0001 '" + topic + "' 00"),
        Raw.packet(0x30, "'" + topic + "' <a message>"),
        Raw.bytes("C000"));
  }

  private static void expectAnswers(Client client, String topic) {
    client.expectConnack();
    client.await(Packet.Suback.class);
    client.expectPublish(topic, "a message");
    client.expect(Packet.Pingresp.class);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-6.0.0-1")
  @Tag("5.0/MQTT-6.0.0-1")
  void everyVersionIsSpokenInBinaryFrames(Version version) {
    String topic = stage.name("t");
    // The wire takes no other frames with data.
    Client client = stage.over(WsWire.open(stage.webSocket()), version);
    client.connect(Login.of(version, stage.name("c")));
    client.subscribe(topic, QOS_1);
    client.publish(topic, "there and back", QOS_1);
    client.acknowledge(client.expectPublish(topic, "there and back", QOS_1));
    client.disconnect();
  }

  @Test
  @Tag("3.1.1/MQTT-6.0.0-1")
  @Tag("5.0/MQTT-6.0.0-1")
  void textClosesTheConnectionAndLeavesTheWill() {
    String topic = stage.name("will");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")).will(topic, "wrote text", QOS_0));
    wire.sendRaw(WsWire.frame(0x81, Raw.bytes("C000")));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    assertEquals(1003, wire.closeCode());
    watcher.expectPublish(topic, "wrote text");
  }

  @Test
  void textBeforeConnectIsRefusedToo() {
    WsWire wire = WsWire.open(stage.webSocket());
    wire.sendRaw(WsWire.frame(0x81, "CONNECT".getBytes(StandardCharsets.UTF_8)));
    stage.over(wire, Version.MQTT_5_0).expectClosed();
    assertEquals(1003, wire.closeCode());
  }

  @Test
  @Tag("3.1.1/MQTT-6.0.0-2")
  @Tag("5.0/MQTT-6.0.0-2")
  void oneFrameHoldsManyPackets() {
    String topic = stage.name("t");
    WsWire wire = WsWire.open(stage.webSocket());
    wire.send(stream(topic));
    expectAnswers(stage.over(wire, Version.MQTT_3_1_1), topic);
  }

  @Test
  @Tag("3.1.1/MQTT-6.0.0-2")
  @Tag("5.0/MQTT-6.0.0-2")
  void aPacketIsSplitAtAnyByte() {
    byte[] whole = stream(stage.name("t"));
    for (int cut = 1; cut < whole.length; cut++) {
      String topic = stage.name("t");
      byte[] bytes = stream(topic);
      int at = Math.min(cut, bytes.length - 1);
      WsWire wire = WsWire.open(stage.webSocket());
      wire.send(Arrays.copyOf(bytes, at));
      wire.send(Arrays.copyOfRange(bytes, at, bytes.length));
      expectAnswers(stage.over(wire, Version.MQTT_3_1_1), topic);
      wire.abort();
    }
  }

  @Test
  @Tag("3.1.1/MQTT-6.0.0-2")
  @Tag("5.0/MQTT-6.0.0-2")
  void everyByteIsAFragmentWithAPingBehindIt() {
    String topic = stage.name("t");
    byte[] bytes = stream(topic);
    WsWire wire = WsWire.open(stage.webSocket());
    for (int i = 0; i < bytes.length; i++) {
      int first = (i == 0 ? 2 : 0) | (i == bytes.length - 1 ? 0x80 : 0);
      wire.sendRaw(WsWire.frame(first, new byte[] {bytes[i]}));
      wire.sendRaw(WsWire.frame(0x89, new byte[] {(byte) i}));
    }
    expectAnswers(stage.over(wire, Version.MQTT_3_1_1), topic);
  }

  @Test
  void aPacketIsTakenThoughItsFrameIsNotWhole() {
    String topic = stage.name("t");
    byte[] packets = stream(topic);
    byte[] frame = WsWire.frame(0x82, Raw.join(packets, new byte[100_000]));
    WsWire wire = WsWire.open(stage.webSocket());
    wire.sendRaw(Arrays.copyOf(frame, 14 + packets.length));
    expectAnswers(stage.over(wire, Version.MQTT_3_1_1), topic);
  }

  @Test
  void whatIsSentBeforeTheAnswerIsNotLost() {
    String topic = stage.name("t");
    WsWire wire =
        WsWire.ask(
            stage.webSocket(),
            head ->
                head + new String(WsWire.frame(0x82, stream(topic)), StandardCharsets.ISO_8859_1));
    expectAnswers(stage.over(wire, Version.MQTT_3_1_1), topic);
  }

  @Test
  void largePacketsGoBothWays() {
    String topic = stage.name("t");
    Client client = stage.over(WsWire.open(stage.webSocket()), Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    client.subscribe(topic, QOS_1);
    for (int size : new int[] {100, 125, 126, 65_500, 65_536, 200_000}) {
      String payload = "x".repeat(size);
      client.publish(topic, payload, QOS_1);
      client.acknowledge(client.expectPublish(topic, payload, QOS_1));
    }
  }

  @Test
  void pingIsAnsweredWithItsBytes() {
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    wire.sendRaw(WsWire.frame(0x89, Raw.bytes("010203")));
    client.connect(Login.v5(stage.name("c")));
    assertArrayEquals(Raw.bytes("010203"), wire.pong());
    byte[] longest = new byte[125];
    Arrays.fill(longest, (byte) 7);
    wire.sendRaw(WsWire.frame(0x8a, longest));
    wire.sendRaw(WsWire.frame(0x89, longest));
    client.fence();
    assertArrayEquals(longest, wire.pong());
  }

  @Test
  void aGoodbyeOfMqttIsClosedAsNormal() {
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    client.disconnect();
    assertEquals(1000, wire.closeCode());
  }

  @Test
  void aTakeoverAWrongPacketAndALargeOneHaveTheirCodes() {
    String name = stage.name("c");
    WsWire wire = WsWire.open(stage.webSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(name));
    stage.connect(Login.v5(name));
    client.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    assertEquals(1008, wire.closeCode());

    WsWire wrong = WsWire.open(stage.webSocket());
    Client rude = stage.over(wrong, Version.MQTT_5_0);
    rude.connect(Login.v5(stage.name("c")));
    rude.sendRaw("D000");
    rude.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    assertEquals(1002, wrong.closeCode());

    WsWire large = WsWire.open(small.webSocket());
    Client talker = small.over(large, Version.MQTT_5_0);
    talker.connect(Login.v5(small.name("c")));
    talker.sendRaw(Raw.packet(0x30, Raw.join(Raw.bytes("'t' 00"), new byte[2000])));
    talker.expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
    assertEquals(1009, large.closeCode());
  }

  @Test
  void aBrokerThatStopsSaysSoTwice() {
    SpecServer server = stage.fresh();
    WsWire wire = WsWire.open(server.connectToWebSocket());
    Client client = stage.over(wire, Version.MQTT_5_0);
    client.connect(Login.v5(stage.name("c")));
    Thread stop = Thread.ofVirtual().start(server::close);
    client.expectDisconnect(ReasonCode.SERVER_SHUTTING_DOWN);
    assertEquals(1001, wire.closeCode());
    wire.sendRaw(WsWire.frame(0x88, Raw.bytes("03E9")));
    wire.close();
    assertEquals(true, joined(stop));
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(java.time.Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
