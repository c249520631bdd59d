package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three protocols of delivery, section 4.3, with the server as receiver and as sender. */
class QosSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client subscriber(Qos qos) {
    Client client = stage.connect();
    client.subscribe(topic, qos);
    return client;
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-1")
  @Tag("5.0/MQTT-2.2.1-5")
  @Tag("5.0/MQTT-4.3.2-4")
  @Tag("5.0/MQTT-4.3.3-8")
  @Tag("5.0/MQTT-4.3.3-11")
  void everyPublishIsAnsweredByItsQos() {
    Client watcher = subscriber(QOS_0);
    Client client = stage.connect();
    client.send(publish(topic, "0", QOS_0, 0));
    client.expectNothingMore();
    client.send(publish(topic, "1", QOS_1, 0x1234));
    client.expect(Packets.puback(0x1234));
    client.send(publish(topic, "2", QOS_2, 0xFFFF));
    client.expect(Packets.pubrec(0xFFFF));
    client.send(Packets.pubrel(0xFFFF));
    client.expect(Packets.pubcomp(0xFFFF));
    watcher.receive(topic, QOS_0, "0", "1", "2");
    client.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "32 {'a' 0000 00}",
        "34 {'a' 0000 00}",
        "82 {0000 00 'a' 00}",
        "A2 {0000 00 'a'}",
      })
  @Tag("5.0/MQTT-2.2.1-3")
  void packetIdentifierIsNotZero(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", "0, 1, 0", "0, 2, 0", "1, 0, 0", "1, 1, 1", "1, 2, 1", "2, 0, 0", "2, 1, 1",
    "2, 2, 2",
  })
  @Tag("5.0/MQTT-3.8.4-8")
  void deliveryHasTheLowerQos(int published, int granted, int delivered) {
    Client client = subscriber(Qos.of(granted));
    stage.connect().publish(topic, "x", Qos.of(published));
    client.receive(topic, Qos.of(delivered), "x");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.1-1")
  @Tag("5.0/MQTT-2.2.1-2")
  @Tag("5.0/MQTT-3.3.1-2")
  void qos0HasNoIdentifierAndNoDup() {
    Client client = subscriber(QOS_0);
    stage.connect().publish(topic, "x", QOS_1);
    client.expect(Packet.Publish.class);
    byte[] frame = client.frame();
    assertEquals(0x30, frame[0]);
    assertEquals(2 + 2 + topic.length() + 1 + 1, frame.length);
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("5.0/MQTT-2.2.1-4")
  @Tag("5.0/MQTT-4.3.2-1")
  @Tag("5.0/MQTT-4.3.2-2")
  @Tag("5.0/MQTT-4.3.3-1")
  @Tag("5.0/MQTT-4.3.3-2")
  void outstandingMessagesHaveDistinctIdentifiers(Qos qos) {
    Client client = subscriber(qos);
    Client publisher = stage.connect();
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < 15; i++) {
      publisher.publish(topic, "m" + i, qos);
      Packet.Publish publish = client.expectPublish(topic, "m" + i, qos);
      assertFalse(publish.dup());
      assertTrue(publish.packetId() != 0);
      assertTrue(ids.add(publish.packetId()), "taken twice: " + publish.packetId());
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-3")
  void dupIsNotCopiedFromPublisher() {
    Client client = subscriber(QOS_2);
    Client publisher = stage.connect();
    publisher.publish(Packets.repeated(publish(topic, "one", QOS_1, 1)));
    publisher.publish(Packets.repeated(publish(topic, "two", QOS_2, 2)));
    assertFalse(client.expectPublish(topic, "one").dup());
    assertFalse(client.expectPublish(topic, "two").dup());
  }

  @Test
  @Tag("5.0/MQTT-4.3.2-5")
  void afterPubackTheIdentifierIsNewWhateverItsDup() {
    Client client = subscriber(QOS_1);
    Client publisher = stage.connect();
    publisher.publish(publish(topic, "x", QOS_1, 5));
    publisher.publish(Packets.repeated(publish(topic, "x", QOS_1, 5)));
    client.receive(topic, QOS_1, "x", "x");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-10")
  @Tag("5.0/MQTT-4.3.3-8")
  void repeatsBeforePubrelAreAnsweredAndNotPassedOn() {
    Client client = subscriber(QOS_2);
    Client publisher = stage.connect();
    Packet.Publish publish = publish(topic, "once", QOS_2, 5);
    publisher.send(publish);
    publisher.expect(Packets.pubrec(5));
    publisher.send(Packets.repeated(publish), publish, Packets.repeated(publish));
    for (int i = 0; i < 3; i++) {
      assertEquals(5, publisher.expect(Packet.Pubrec.class).packetId());
    }
    publisher.send(Packets.pubrel(5));
    publisher.expect(Packets.pubcomp(5));
    client.receive(topic, QOS_2, "once");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-12")
  void afterPubcompTheIdentifierIsNew() {
    Client client = subscriber(QOS_2);
    Client publisher = stage.connect();
    publisher.publish(publish(topic, "first", QOS_2, 5));
    publisher.publish(publish(topic, "second", QOS_2, 5));
    publisher.publish(Packets.repeated(publish(topic, "third", QOS_2, 5)));
    client.receive(topic, QOS_2, "first", "second", "third");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-4")
  @Tag("5.0/MQTT-2.2.1-5")
  void senderAnswersPubrecWithPubrel() {
    Client client = subscriber(QOS_2);
    stage.connect().publish(topic, "x", QOS_2);
    int id = client.expectPublish(topic, "x").packetId();
    client.send(Packets.pubrec(id));
    client.expect(Packets.pubrel(id));
    assertEquals(0x62, client.frame()[0]);
    client.send(Packets.pubcomp(id));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-4")
  void pubrecOfUnknownIdentifierIsAnsweredSo() {
    Client client = stage.connect();
    client.send(Packets.pubrec(77));
    Packet.Pubrel pubrel = client.expect(Packet.Pubrel.class);
    assertEquals(77, pubrel.packetId());
    assertEquals(ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, pubrel.reason());
    client.send(
        new Packet.Pubcomp(77, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, pubrel.properties()));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-11")
  void pubrelOfUnknownIdentifierIsAnsweredSo() {
    Client client = stage.connect();
    client.send(Packets.pubrel(77));
    Packet.Pubcomp pubcomp = client.expect(Packet.Pubcomp.class);
    assertEquals(77, pubcomp.packetId());
    assertEquals(ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, pubcomp.reason());
  }

  @Test
  @Tag("5.0/MQTT-4.6.0-5")
  @Tag("5.0/MQTT-4.6.0-6")
  void messagesOfOnePublisherArriveInOrder() {
    List<Client> clients = List.of(subscriber(QOS_0), subscriber(QOS_1), subscriber(QOS_2));
    Client publisher = stage.connect();
    for (int i = 0; i < 60; i++) {
      publisher.publish(topic, "m" + i, QOS_2);
    }
    for (Client client : clients) {
      for (int i = 0; i < 60; i++) {
        Packet.Publish publish = client.await(Packet.Publish.class);
        assertEquals("m" + i, publish.payload().text());
        client.acknowledge(publish);
      }
      client.expectNothingMore();
    }
  }
}
