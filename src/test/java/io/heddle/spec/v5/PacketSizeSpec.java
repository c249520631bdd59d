package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client's Maximum Packet Size: messages that do not fit are as good as delivered, and
 * diagnostic properties are left out. That no larger packet comes is checked by {@code ServerLaws}
 * on every packet.
 */
class PacketSizeSpec {
  @RegisterExtension final Stage stage = Stage.with("subscribe.deny", "test/nosubscribe");

  private final String topic = stage.name("t");

  private Login limited(int size) {
    return Login.v5(stage.name("c"))
        .sessionExpiry(600)
        .with(Property.MAXIMUM_PACKET_SIZE, size)
        .with(Property.REQUEST_PROBLEM_INFORMATION, 1);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.1.2-24")
  @Tag("5.0/MQTT-3.1.2-25")
  void messageThatDoesNotFitIsDroppedAndTheNextOnesCome(Qos qos) {
    Client client = stage.connect(limited(100).with(Property.RECEIVE_MAXIMUM, 1));
    client.subscribe(topic, qos);
    int overhead = 2 + 2 + topic.length() + (qos == QOS_0 ? 0 : 2) + 1;
    Client publisher = stage.connect();
    publisher.publish(topic, "x".repeat(101 - overhead), qos);
    publisher.publish(topic, "y".repeat(5000), qos);
    publisher.publish(topic, "z".repeat(100 - overhead), qos);
    client.receive(topic, qos, "z".repeat(100 - overhead));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-25")
  void queuedMessageThatDoesNotFitTheNewConnectionIsDropped() {
    Login login = limited(1000);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.disconnect();
    Client publisher = stage.connect();
    publisher.publish(topic, "x".repeat(500), QOS_1);
    publisher.publish(topic, "small", QOS_1);
    Client back =
        stage.resume(
            Login.v5(login.packet().clientId())
                .sessionExpiry(600)
                .with(Property.MAXIMUM_PACKET_SIZE, 100));
    back.receive(topic, QOS_1, "small");
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-25")
  void messageOnItsWayThatDoesNotFitTheNewConnectionIsDropped() {
    Login login = limited(1000);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_2);
    Client publisher = stage.connect();
    publisher.publish(topic, "x".repeat(500), QOS_2);
    publisher.publish(topic, "small", QOS_2);
    client.expectPublish(topic, "x".repeat(500));
    client.expectPublish(topic, "small");
    client.vanish();
    Client back =
        stage.resume(
            Login.v5(login.packet().clientId())
                .sessionExpiry(600)
                .with(Property.MAXIMUM_PACKET_SIZE, 100));
    assertTrue(back.expectPublish(topic, "small").dup());
    back.expectNothingMore();
  }

  /**
   * The smallest size in which the server's CONNACK fits: no answer below has room for a reason in
   * words.
   */
  private Client cramped() {
    Client probe = stage.open();
    probe.connect(limited(1000));
    int size = probe.frame().length;
    assertTrue(size < 100, "a CONNACK of " + size + " bytes");
    return stage.connect(limited(size));
  }

  @Test
  @Tag("5.0/MQTT-3.4.2-2")
  @Tag("5.0/MQTT-3.4.2-3")
  @Tag("5.0/MQTT-3.5.2-2")
  @Tag("5.0/MQTT-3.5.2-3")
  @Tag("5.0/MQTT-3.6.2-2")
  @Tag("5.0/MQTT-3.6.2-3")
  @Tag("5.0/MQTT-3.7.2-2")
  @Tag("5.0/MQTT-3.7.2-3")
  void acknowledgementsLeaveOutWhatDoesNotFit() {
    Client client = cramped();
    client.send(publish(topic, "nobody", QOS_1, 1));
    assertEquals(1, client.expect(Packet.Puback.class).packetId());
    client.send(publish(topic, "nobody", QOS_2, 2));
    assertEquals(2, client.expect(Packet.Pubrec.class).packetId());
    client.send(Packets.pubrel(77));
    assertEquals(
        ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, client.expect(Packet.Pubcomp.class).reason());
    client.send(Packets.pubrec(78));
    assertEquals(
        ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, client.expect(Packet.Pubrel.class).reason());
  }

  @Test
  @Tag("5.0/MQTT-3.9.2-1")
  @Tag("5.0/MQTT-3.9.2-2")
  @Tag("5.0/MQTT-3.11.2-1")
  @Tag("5.0/MQTT-3.11.2-2")
  void subackAndUnsubackLeaveOutWhatDoesNotFit() {
    Client client = cramped();
    client.send(Packets.subscribe(1, Packets.to("test/nosubscribe", QOS_0)));
    assertTrue(client.expect(Packet.Suback.class).reasons().getFirst().isError());
    client.send(Packets.unsubscribe(2, topic));
    assertEquals(
        List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED),
        client.expect(Packet.Unsuback.class).reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.14.2-3")
  @Tag("5.0/MQTT-3.14.2-4")
  void disconnectLeavesOutWhatDoesNotFit() {
    Client client = cramped();
    client.sendRaw("36 {'a' 0001 00}");
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-19")
  @Tag("5.0/MQTT-3.2.2-20")
  void connackLeavesOutWhatDoesNotFit() {
    Client refused = stage.open();
    refused.send(
        Login.v5(stage.name("c"))
            .with(Property.MAXIMUM_PACKET_SIZE, 20)
            .with(Property.AUTHENTICATION_METHOD, "none-such")
            .packet());
    refused.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
    assertEquals(5, refused.frame().length);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-24")
  void maximumPacketSizeZeroIsProtocolError() {
    Client client = stage.open();
    client.send(limited(0).packet());
    client.expectTurnedAway(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 12})
  @Tag("5.0/MQTT-3.1.2-24")
  @Tag("5.0/MQTT-3.2.0-1")
  @Tag("5.0/MQTT-3.14.0-1")
  void clientThatCannotBeToldThatItIsAcceptedIsRefusedAndItsSessionStays(int size) {
    Login login = limited(1000);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_0);
    Client tiny = stage.open();
    tiny.send(
        Login.v5(login.packet().clientId()).with(Property.MAXIMUM_PACKET_SIZE, size).packet());
    if (size < 5) {
      tiny.expectClosed();
    } else {
      tiny.expectRefused(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
    }
    stage.connect().publish(topic, "still here", QOS_0);
    client.receive(topic, QOS_0, "still here");
  }
}
