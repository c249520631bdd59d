package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.pubcomp;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No longer asking for messages. */
class UnsubscribeSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001", "00FF", "0100", "7FFF", "8000", "FFFF"})
  @Tag("3.1.1/MQTT-3.10.4-4")
  @Tag("3.1.1/MQTT-3.10.4-5")
  @Tag("3.1.1/MQTT-2.3.1-7")
  void unsubackRepeatsTheIdentifierThoughNothingWasThere(String id) {
    Client client = client();
    client.sendRaw(Raw.packet(0xA2, id + "'" + topic + "'"));
    client.expectRaw("B0 02 " + id);
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.10.4-4")
  @Tag("3.1.1/MQTT-3.10.4-1")
  @Tag("3.1.1/MQTT-3.10.4-2")
  void afterUnsubackNothingComes() {
    Client client = client();
    client.subscribe(topic, QOS_2);
    Client publisher = client();
    publisher.publish(topic, "before", QOS_1);
    client.receive(topic, QOS_1, "before");
    client.sendRaw(Raw.packet(0xA2, "0102 '" + topic + "'"));
    client.expectRaw("B0 02 0102");
    publisher.publish(topic, "after", QOS_0);
    publisher.publish(topic, "after", QOS_1);
    publisher.publish(topic, "after", QOS_2);
    client.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"t/a", "t/+", "t/#", "t/+/", "T/+/b", "t//b", "t/+/b/", "#", "+/+/b", "t/+/B"})
  @Tag("3.1.1/MQTT-3.10.4-1")
  @Tag("3.1.1/MQTT-3.10.4-5")
  void onlyTheLiteralFilterCounts(String other) {
    String filter = topic + "/+/b";
    Client client = client();
    client.subscribe(filter, QOS_0);
    String literal = other.startsWith("t") ? topic + other.substring(1) : other;
    client.sendRaw(Raw.packet(0xA2, "0001 '" + literal + "'"));
    client.expectRaw("B0 02 0001");
    client().publish(topic + "/a/b", "still", QOS_0);
    client.receive(topic + "/a/b", QOS_0, "still");
    client.sendRaw(Raw.packet(0xA2, "0002 '" + filter + "'"));
    client.expectRaw("B0 02 0002");
    client().publish(topic + "/a/b", "gone", QOS_0);
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.10.4-2")
  void anOfflineSessionQueuesNothingForWhatIsGone() {
    String id = stage.name("c");
    Client client = stage.connect(Login.v311(id).resume());
    client.subscribe(to(topic + "/a", QOS_1), to(topic + "/b", QOS_1));
    client.unsubscribe(topic + "/a");
    client.disconnect();
    Client publisher = client();
    publisher.publish(topic + "/a", "gone", QOS_1);
    publisher.publish(topic + "/b", "still", QOS_1);
    Client back = stage.resume(Login.v311(id));
    back.receive(topic + "/b", QOS_1, "still");
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.10.4-3")
  void deliveriesThatHadBegunAreFinished() {
    String id = stage.name("c");
    Client client = stage.connect(Login.v311(id).resume());
    client.subscribe(topic, QOS_2);
    Client publisher = client();
    publisher.publish(topic, "one", QOS_1);
    publisher.publish(topic, "two", QOS_2);
    publisher.publish(topic, "three", QOS_2);
    Packet.Publish one = client.expectPublish(topic, "one", QOS_1);
    int two = client.expectPublish(topic, "two", QOS_2).packetId();
    int three = client.expectPublish(topic, "three", QOS_2).packetId();
    client.send(pubrec(two));
    client.expect(pubrel(two));
    client.unsubscribe(topic);
    client.send(pubrec(three));
    client.expect(pubrel(three));
    client.send(pubcomp(three));
    client.fence();
    client.vanish();

    Client back = stage.resume(Login.v311(id));
    Packet.Publish again = back.await(Packet.Publish.class);
    assertEquals("one", again.payload().text());
    assertEquals(one.packetId(), again.packetId());
    back.expect(pubrel(two));
    back.acknowledge(again);
    back.send(pubcomp(two));
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.10.4-6")
  @Tag("3.1.1/MQTT-3.10.3-1")
  void manyFiltersHaveOneUnsuback() {
    Client client = client();
    client.subscribe(
        to(topic + "/a", QOS_0), to(topic + "/b", QOS_0), to(topic + "/c", QOS_0), to("x", QOS_0));
    String filters = "'t/a' 't/none' 't/c' 't/a'".replace("t/", topic + "/");
    client.sendRaw(Raw.packet(0xA2, "0A0B" + filters));
    client.expectRaw("B0 02 0A0B");
    Client publisher = client();
    publisher.publish(topic + "/a", "a", QOS_0);
    publisher.publish(topic + "/b", "b", QOS_0);
    publisher.publish(topic + "/c", "c", QOS_0);
    client.receive(topic + "/b", QOS_0, "b");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.10.3-2")
  void anUnsubscribeWithoutFiltersEndsTheConnection() {
    Client client = client();
    client.sendRaw("A2 02 0001");
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "0001", "0001 00", "0001 0003 <a/>", "0001 'a' 00", "0001 'a' 0005 <b>"})
  @Tag("3.1.1/MQTT-3.10.3-1")
  @Tag("3.1.1/MQTT-3.10.3-2")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void anUnsubscribeThatEndsInAFieldEndsTheConnection(String fields) {
    Client client = client();
    client.sendRaw(Raw.packet(0xA2, fields));
    client.expectClosed();
  }
}
