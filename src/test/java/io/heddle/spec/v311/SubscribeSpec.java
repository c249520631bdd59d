package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for messages. */
class SubscribeSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001", "00FF", "0100", "7FFF", "8000", "FFFF"})
  @Tag("3.1.1/MQTT-3.8.4-1")
  @Tag("3.1.1/MQTT-3.8.4-2")
  @Tag("3.1.1/MQTT-2.3.1-7")
  void subackRepeatsTheIdentifier(String id) {
    Client client = client();
    client.sendRaw(Raw.packet(0x82, id + "'" + topic + "' 00"));
    client.expectRaw("90 03 " + id + "00");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.4-4")
  @Tag("3.1.1/MQTT-3.8.4-5")
  @Tag("3.1.1/MQTT-3.9.3-1")
  @Tag("3.1.1/MQTT-3.9.3-2")
  void oneSubackHasOneCodeForEachFilterInOrder() {
    String filters = "'t/a' 02 't/b' 00 't/c' 01 't/d/#' 02 '+/t/e' 00";
    Client client = client();
    client.sendRaw(Raw.packet(0x82, "1234" + filters.replace("t/", topic + "/")));
    client.expectRaw("90 07 1234 02 00 01 02 00");
    client.expectNothingMore();
    Client publisher = client();
    publisher.publish(topic + "/a", "a", QOS_2);
    publisher.publish(topic + "/b", "b", QOS_2);
    publisher.publish(topic + "/c", "c", QOS_2);
    publisher.publish(topic + "/d/x", "d", QOS_2);
    client.receive(topic + "/a", QOS_2, "a");
    client.receive(topic + "/b", QOS_0, "b");
    client.receive(topic + "/c", QOS_1, "c");
    client.receive(topic + "/d/x", QOS_2, "d");
    client.expectNothingMore();
  }

  @ParameterizedTest
  @CsvSource({"0,2", "2,0", "1,2", "2,1", "1,1"})
  @Tag("3.1.1/MQTT-3.8.4-4")
  @Tag("3.1.1/MQTT-3.8.4-3")
  void theSameFilterTwiceInOneSubscribeEndsAsTheSecond(int first, int second) {
    Client client = client();
    String filter = "'" + topic + "' 0";
    client.sendRaw(Raw.packet(0x82, "0001" + filter + first + filter + second));
    client.expectRaw("90 04 0001 0" + first + "0" + second);
    client().publish(topic, "hello", QOS_2);
    client.receive(topic, Qos.of(second), "hello");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.3-3")
  void aSubscribeWithoutFiltersEndsTheConnection() {
    Client client = client();
    client.sendRaw("82 02 0001");
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "04", "08", "0C", "10", "20", "40", "80", "FF", "83", "81", "FC"})
  @Tag("3.1.1/MQTT-3.8.3-4")
  void aRequestedQosHasNothingButZeroToTwo(String qos) {
    Client client = client();
    client.sendRaw(Raw.packet(0x82, "0001 '" + topic + "'" + qos));
    client.expectClosed();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.3-4")
  void oneBadQosAmongGoodOnesEndsTheConnection() {
    Client client = client();
    client.sendRaw(Raw.packet(0x82, "0001 '" + topic + "' 01 'b' 03 'c' 01"));
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0001",
        "0001 00",
        "0001 0003 <a/>",
        "0001 0001 <a>",
        "0001 'a' 00 0001"
      })
  @Tag("3.1.1/MQTT-3.8.3-3")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aSubscribeThatEndsInAFieldEndsTheConnection(String fields) {
    Client client = client();
    client.sendRaw(Raw.packet(0x82, fields));
    client.expectClosed();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"})
  @Tag("3.1.1/MQTT-3.8.4-3")
  @Tag("3.1.1/MQTT-3.3.1-6")
  @Tag("3.1.1/MQTT-3.3.1-8")
  void subscribingAgainReplacesAndSendsRetainedAgain(int before, int now) {
    Client publisher = client();
    publisher.retain(topic, "kept", QOS_2);
    Client client = client();
    for (int qos : new int[] {before, now}) {
      client.subscribe(topic, Qos.of(qos));
      Packet.Publish kept = client.expectPublish(topic, "kept", Qos.of(qos));
      assertTrue(kept.retain());
      client.acknowledge(kept);
    }
    publisher.publish(topic, "live", QOS_2);
    client.receive(topic, Qos.of(now), "live");
    client.expectNothingMore();
    client.unsubscribe(topic);
    publisher.publish(topic, "gone", QOS_2);
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.4-3")
  void subscribingAgainDoesNotInterruptTheFlow() {
    Client client = client();
    client.subscribe(topic, QOS_1);
    Client publisher = client();
    for (int i = 0; i < 200; i++) {
      publisher.send(Packets.publish(topic, "m" + i, QOS_1, i + 1));
      client.subscribe(topic, QOS_1);
    }
    for (int i = 0; i < 200; i++) {
      client.receive(topic, QOS_1, "m" + i);
      assertEquals(i + 1, publisher.expect(Packet.Puback.class).packetId());
    }
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.4-3")
  void filtersThatMatchTheSameAreStillDifferent() {
    Client client = client();
    client.subscribe(topic + "/+", QOS_0);
    client.subscribe(topic + "/#", QOS_1);
    client.unsubscribe(topic + "/#");
    client().publish(topic + "/a", "hello", QOS_1);
    client.receive(topic + "/a", QOS_0, "hello");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.4-1")
  void everySubscribeOfOneWriteIsAnswered() {
    Client client = client();
    Packet[] packets = new Packet[50];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = Packets.subscribe(i + 1, Packets.to(topic + "/" + i, Qos.of(i % 3)));
    }
    client.send(packets);
    for (int i = 0; i < packets.length; i++) {
      client.expectRaw("90 03 00 %02X 0%d".formatted(i + 1, i % 3));
    }
  }
}
