package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.puback;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.repeated;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message in, the same message out, byte by byte. */
class PublishSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.4-1")
  @Tag("3.1.1/MQTT-2.3.1-6")
  void theAnswerFollowsTheQos() {
    String topic = stage.name("t");
    Client client = client();
    client.sendRaw(Raw.packet(0x30, "'" + topic + "' <zero>"));
    client.expectNothingMore();
    client.sendRaw(Raw.packet(0x32, "'" + topic + "' 1234 <one>"));
    client.expectRaw("40 02 1234");
    client.sendRaw(Raw.packet(0x34, "'" + topic + "' ABCD <two>"));
    client.expectRaw("50 02 ABCD");
    client.sendRaw("62 02 ABCD");
    client.expectRaw("70 02 ABCD");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-2.3.1-5")
  @Tag("3.1.1/MQTT-3.3.1-2")
  @Tag("3.1.1/MQTT-4.3.1-1")
  @Tag("3.1.1/MQTT-3.3.2-3")
  void qos0IsDeliveredWithoutIdentifierAndDup() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    client().publish(topic, "zero", QOS_0);
    subscriber.expect(Packet.Publish.class);
    assertArrayEquals(Raw.packet(0x30, "'" + topic + "' <zero>"), subscriber.frame());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x38, 0x39})
  @Tag("3.1.1/MQTT-3.3.1-2")
  @Tag("3.1.1/MQTT-4.3.1-1")
  void qos0WithDupEndsTheConnection(int first) {
    Client client = client();
    client.sendRaw(Raw.packet(first, "'" + stage.name("t") + "' <zero>"));
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x36, 0x37, 0x3E, 0x3F})
  @Tag("3.1.1/MQTT-3.3.1-4")
  void qos3EndsTheConnection(int first) {
    Client client = client();
    client.sendRaw(Raw.packet(first, "'" + stage.name("t") + "' 0001 <three>"));
    client.expectClosed();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("3.1.1/MQTT-3.3.1-3")
  void dupIsNotCopiedFromThePublisher(Qos qos) {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    client().publish(repeated(publish(topic, "again", qos, 9)));
    Packet.Publish publish = subscriber.expectPublish(topic, "again", qos);
    assertFalse(publish.dup());
    subscriber.acknowledge(publish);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0003 <a/#>", "0003 <a/+>", "0001 <#>", "0001 <+>", "0002 <a+>"})
  @Tag("3.1.1/MQTT-3.3.2-2")
  @Tag("3.1.1/MQTT-4.7.1-1")
  @Tag("3.1.1/MQTT-4.7.3-1")
  void aTopicNameHasNoWildcardAndOneCharacter(String field) {
    for (int first : new int[] {0x30, 0x31, 0x32, 0x34}) {
      Client client = client();
      client.sendRaw(Raw.packet(first, field + (first < 0x32 ? "" : "0001") + "<payload>"));
      client.expectClosed();
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.2-1")
  void theTopicNameIsTheFirstField() {
    Client client = client();
    client.sendRaw(Raw.packet(0x32, "0001" + "FFFE" + "'" + stage.name("t") + "'"));
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00 01", "0001 <t>", "0001 <t> 00", "00 05 <topi>"})
  @Tag("3.1.1/MQTT-3.3.2-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aPublishThatEndsInAFieldEndsTheConnection(String fields) {
    Client client = client();
    client.sendRaw(Raw.packet(0x32, fields));
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 127, 128, 5000, 16_383, 16_384, 70_000, 250_000})
  @Tag("3.1.1/MQTT-7.1.1-1")
  @Tag("3.1.1/MQTT-7.0.0-2")
  void payloadsOfAllSizesArriveAsTheyAre(int size) {
    byte[] payload = new byte[size];
    new Random(size).nextBytes(payload);
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    Client publisher = client();
    for (Qos qos : Qos.values()) {
      publisher.publish(
          new Packet.Publish(
              false,
              qos,
              false,
              TopicName.of(topic),
              qos.value(),
              Properties.NONE,
              Bytes.copyOf(payload)));
      Packet.Publish publish = subscriber.expect(Packet.Publish.class);
      assertEquals(qos, publish.qos());
      assertArrayEquals(payload, publish.payload().toArray());
      subscriber.acknowledge(publish);
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-2")
  void aMessageThatIsNotAllowedIsAcknowledgedOrEndsTheConnection() {
    String topic = "$SYS/" + stage.name("t");
    Client observer = client();
    observer.subscribe(topic, QOS_1);
    Client publisher = client();
    publisher.send(publish(topic, "forged", QOS_1, 5));
    Packet answer = publisher.nextOrEnd();
    if (answer != null) {
      assertEquals(puback(5), answer);
    }
    observer.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.2-3")
  void theClientsOwnMessagesComeBackToo() {
    String topic = stage.name("t");
    Client client = client();
    client.subscribe(topic + "/+", QOS_1);
    client.publish(topic + "/mine", "echo", QOS_1);
    client.receive(topic + "/mine", QOS_1, "echo");
    client.expectNothingMore();
  }
}
