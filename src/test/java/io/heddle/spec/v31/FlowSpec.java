package io.heddle.spec.v31;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and subscriptions of MQTT 3.1. */
class FlowSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1, stage.name("c"));
  }

  @Test
  void aWholeDialogueByteByByte() {
    Client client = stage.open(MQTT_3_1);
    client.sendRaw(ConnectSpec.connect(0x02, "'" + stage.name("c") + "'"));
    client.expectRaw("20 02 00 00");
    client.sendRaw(Raw.packet(0x82, "0001 '" + topic + "' 02 'other' 00"));
    client.expectRaw("90 04 0001 02 00");
    client.sendRaw(Raw.packet(0x32, "'" + topic + "' 0002 <m>"));
    client.await(Packet.Puback.class);
    int id = client.expect(Packet.Publish.class).packetId();
    client.sendRaw("40 02 %04X".formatted(id));
    client.sendRaw(Raw.packet(0xA2, "0003 '" + topic + "'"));
    client.expectRaw("B0 02 0003");
    client.sendRaw("C0 00");
    client.expectRaw("D0 00");
    client.sendRaw("E0 00");
    client.expectClosed();
  }

  @Test
  void dupOfARepeatedSubscribeUnsubscribeAndPubrelIsAllowed() {
    Client client = client();
    client.sendRaw(Raw.packet(0x8A, "0001 '" + topic + "' 00"));
    client.expectRaw("90 03 0001 00");
    client.sendRaw(Raw.packet(0xAA, "0002 '" + topic + "'"));
    client.expectRaw("B0 02 0002");
    client.send(publish(topic, "m", QOS_2, 3));
    client.expect(pubrec(3));
    client.sendRaw("6A 02 0003");
    client.expectRaw("70 02 0003");
  }

  @ParameterizedTest
  @EnumSource
  void messagesArriveAtEveryQos(Qos qos) {
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    client().publish(topic, "hello", qos);
    subscriber.receive(topic, qos, "hello");
    subscriber.expectNothingMore();
  }

  @Test
  void retained() {
    Client publisher = client();
    publisher.retain(topic, "kept", QOS_1);
    Client later = client();
    later.subscribe(topic, QOS_2);
    Packet.Publish kept = later.expectPublish(topic, "kept", QOS_1);
    assertTrue(kept.retain());
    later.acknowledge(kept);
    publisher.retain(topic, "", QOS_0);
    assertFalse(later.expectPublish(topic, "", QOS_0).retain());
    Client last = client();
    last.subscribe(topic, QOS_2);
    last.expectNothingMore();
  }

  @Test
  void unansweredMessagesComeAgainWithDup() {
    Login login = Login.of(MQTT_3_1, stage.name("c")).resume();
    Client before = stage.connect(login);
    before.subscribe(topic, QOS_2);
    Client publisher = client();
    publisher.publish(topic, "one", QOS_1);
    publisher.publish(topic, "two", QOS_2);
    publisher.publish(topic, "three", QOS_2);
    int one = before.expectPublish(topic, "one", QOS_1).packetId();
    int two = before.expectPublish(topic, "two", QOS_2).packetId();
    int three = before.expectPublish(topic, "three", QOS_2).packetId();
    before.send(pubrec(two));
    before.expect(pubrel(two));
    before.vanish();

    Client back = stage.connect(login);
    assertEquals(two, back.await(Packet.Pubrel.class).packetId());
    for (int id : new int[] {one, three}) {
      Packet.Publish again = back.expect(Packet.Publish.class);
      assertEquals(id, again.packetId());
      assertTrue(again.dup());
    }
    back.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3005 0003 <a/#>",
        "36 07 0003 <a/b> 0001",
        "82 02 0001",
        "32 07 0003 <a/b> 0000",
        "00 00",
        "F0 00"
      })
  void whatIsMalformedEndsTheConnection(String bytes) {
    Client client = client();
    client.sendRaw(bytes);
    client.expectClosed();
  }
}
