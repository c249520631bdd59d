package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was on its way when the connection broke, section 4.4: sent again on the next one, under its
 * old identifier, in order.
 */
class RedeliverySpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");
  private final Login login = Login.v5(stage.name("c")).sessionExpiry(600);

  private Client subscriber(Qos qos) {
    Client client = stage.connect(login);
    client.subscribe(topic, qos);
    return client;
  }

  private void published(Qos qos, String... payloads) {
    Client publisher = stage.connect();
    for (String payload : payloads) {
      publisher.publish(topic, payload, qos);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("5.0/MQTT-4.4.0-1")
  @Tag("5.0/MQTT-3.3.1-1")
  @Tag("5.0/MQTT-4.3.2-3")
  @Tag("5.0/MQTT-4.3.3-3")
  void unacknowledgedPublishIsSentAgainWithDup(Qos qos) {
    Client client = subscriber(qos);
    published(qos, "a", "b", "c");
    Packet.Publish a = client.expectPublish(topic, "a", qos);
    Packet.Publish b = client.expectPublish(topic, "b", qos);
    Packet.Publish c = client.expectPublish(topic, "c", qos);
    assertFalse(a.dup() || b.dup() || c.dup());
    client.vanish();
    Client back = stage.resume(login);
    assertEquals(Packets.repeated(a), back.expectPublish(topic, "a"));
    assertEquals(Packets.repeated(b), back.expectPublish(topic, "b"));
    assertEquals(Packets.repeated(c), back.expectPublish(topic, "c"));
    back.expectNothingMore();
    back.acknowledge(a);
    back.acknowledge(b);
    back.acknowledge(c);
    back.fence();
    stage.resume(login).expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  void acknowledgedOnesAreNotSentAgain() {
    Client client = subscriber(QOS_1);
    published(QOS_1, "a", "b", "c");
    client.expectPublish(topic, "a");
    client.receive(topic, QOS_1, "b");
    client.expectPublish(topic, "c");
    client.fence();
    Client back = stage.resume(login);
    assertTrue(back.expectPublish(topic, "a").dup());
    assertTrue(back.expectPublish(topic, "c").dup());
    back.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("5.0/MQTT-4.4.0-1")
  void whatWasSentComesBeforeWhatWaited(Qos qos) {
    Client client = subscriber(qos);
    published(qos, "sent 1", "sent 2");
    client.expectPublish(topic, "sent 1");
    client.expectPublish(topic, "sent 2");
    client.disconnect();
    published(qos, "waiting 1", "waiting 2");
    Client back = stage.resume(login);
    assertTrue(back.expectPublish(topic, "sent 1").dup());
    assertTrue(back.expectPublish(topic, "sent 2").dup());
    assertFalse(back.expectPublish(topic, "waiting 1").dup());
    assertFalse(back.expectPublish(topic, "waiting 2").dup());
    published(qos, "new");
    assertFalse(back.expectPublish(topic, "new").dup());
    back.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("5.0/MQTT-4.4.0-1")
  void nothingIsSentAgainOnTheSameConnection(Qos qos) {
    Client client = subscriber(qos);
    published(qos, "a");
    client.expectPublish(topic, "a");
    stage.awaitSecond();
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  @Tag("5.0/MQTT-4.3.3-5")
  @Tag("5.0/MQTT-4.3.3-6")
  void pubrelIsSentAgainAndThePublishIsNot() {
    Client client = subscriber(QOS_2);
    published(QOS_2, "a");
    int id = client.expectPublish(topic, "a").packetId();
    client.send(Packets.pubrec(id));
    client.expect(Packets.pubrel(id));
    client.vanish();
    Client back = stage.resume(login);
    back.expect(Packets.pubrel(id));
    back.expectNothingMore();
    back.send(Packets.pubcomp(id));
    back.fence();
    stage.resume(login).expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  void publishAndPubrelAreSentAgainInTheirOrder() {
    Client client = subscriber(QOS_2);
    published(QOS_2, "a", "b", "c");
    int a = client.expectPublish(topic, "a").packetId();
    int b = client.expectPublish(topic, "b").packetId();
    int c = client.expectPublish(topic, "c").packetId();
    client.send(Packets.pubrec(b));
    client.expect(Packets.pubrel(b));
    Client back = stage.resume(login);
    assertEquals(a, back.await(Packet.Publish.class).packetId());
    assertEquals(c, back.await(Packet.Publish.class).packetId());
    assertEquals(b, back.await(Packet.Pubrel.class).packetId());
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-2")
  @Tag("5.0/MQTT-4.3.3-4")
  void refusedMessagesAreNotSentAgain() {
    Client client = subscriber(QOS_2);
    published(QOS_1, "a");
    published(QOS_2, "b");
    Packet.Publish a = client.expectPublish(topic, "a", QOS_1);
    Packet.Publish b = client.expectPublish(topic, "b", QOS_2);
    client.send(a.puback(ReasonCode.QUOTA_EXCEEDED), b.pubrec(ReasonCode.UNSPECIFIED_ERROR));
    client.expectNothingMore();
    stage.resume(login).expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-7")
  void messageThatWasSentDoesNotExpire() {
    Client client = subscriber(QOS_2);
    Client publisher = stage.connect();
    publisher.publish(
        Packets.with(
            publish(topic, "a", QOS_2, 1),
            Packets.properties().add(Property.MESSAGE_EXPIRY_INTERVAL, 1)));
    int id = client.expectPublish(topic, "a").packetId();
    client.vanish();
    stage.awaitSecond();
    Client back = stage.resume(login);
    Packet.Publish again = back.expectPublish(topic, "a");
    assertEquals(id, again.packetId());
    assertTrue(again.dup());
    back.acknowledge(again);
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-2.2.1-4")
  @Tag("5.0/MQTT-4.3.2-1")
  void identifiersInUseAreNotTakenAgain() {
    Client client = subscriber(QOS_1);
    published(QOS_1, "held");
    int held = client.expectPublish(topic, "held").packetId();
    Client back = stage.resume(login);
    back.expectPublish(topic, "held");
    published(QOS_1, "b", "c", "d");
    for (String payload : new String[] {"b", "c", "d"}) {
      Packet.Publish publish = back.expectPublish(topic, payload);
      assertNotEquals(held, publish.packetId());
      back.acknowledge(publish);
    }
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  @Tag("5.0/MQTT-4.3.3-10")
  void inboundExactlyOnceSurvivesReconnect() {
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_2);
    Client publisher = stage.connect(login);
    publisher.send(publish(topic, "once", QOS_2, 9));
    publisher.expect(Packet.Pubrec.class);
    Client back = stage.resume(login);
    back.send(Packets.repeated(publish(topic, "once", QOS_2, 9)));
    assertEquals(9, back.expect(Packet.Pubrec.class).packetId());
    back.send(Packets.pubrel(9));
    back.expect(Packets.pubcomp(9));
    watcher.receive(topic, QOS_2, "once");
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  void pubrelOfResumedClientIsCompleted() {
    Client publisher = stage.connect(login);
    publisher.send(publish(topic, "once", QOS_2, 9));
    publisher.expect(Packet.Pubrec.class);
    Client back = stage.resume(login);
    back.send(Packets.pubrel(9));
    back.expect(Packets.pubcomp(9));
    back.send(Packets.pubrel(9));
    back.expect(new Packet.Pubcomp(9, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, Properties.NONE));
  }
}
