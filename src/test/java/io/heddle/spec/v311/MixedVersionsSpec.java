package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrel;
import static io.heddle.spec.Packets.retained;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of three versions on one server. */
class MixedVersionsSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client(Version version) {
    return stage.connect(version, stage.name("c"));
  }

  private static Properties.Builder everyProperty() {
    return properties()
        .add(Property.PAYLOAD_FORMAT_INDICATOR, 1)
        .add(Property.MESSAGE_EXPIRY_INTERVAL, 3600)
        .add(Property.CONTENT_TYPE, "text/plain")
        .add(Property.RESPONSE_TOPIC, "answers")
        .add(Property.CORRELATION_DATA, Bytes.utf8("question"))
        .user("name", "value");
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
  void propertiesDoNotReachOlderVersions(Version version) {
    Client older = client(version);
    older.subscribe(topic, QOS_1);
    Client newer = client(MQTT_5_0);
    newer.publish(with(publish(topic, "zero", QOS_0, 0), everyProperty()));
    newer.publish(with(publish(topic, "one", QOS_1, 1), everyProperty()));
    older.expect(Packet.Publish.class);
    assertArrayEquals(Raw.packet(0x30, "'" + topic + "' <zero>"), older.frame());
    int id = older.expect(Packet.Publish.class).packetId();
    assertArrayEquals(
        Raw.packet(0x32, "'" + topic + "'" + "%04X <one>".formatted(id)), older.frame());
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
  void whatOlderVersionsPublishHasNoProperties(Version version) {
    Client newer = client(MQTT_5_0);
    newer.subscribe(topic, QOS_2);
    Client older = client(version);
    older.publish(topic, "zero", QOS_0);
    older.publish(topic, "two", QOS_2);
    newer.expect(publish(topic, "zero"));
    Packet.Publish two = newer.expectPublish(topic, "two", QOS_2);
    assertEquals(Properties.NONE, two.properties());
    newer.acknowledge(two);
    newer.expectNothingMore();
  }

  @Test
  void retainedMessagesAndWillsCross() {
    Client newer = client(MQTT_5_0);
    newer.publish(retained(with(publish(topic, "kept", QOS_1, 1), everyProperty())));
    assertEquals(List.of("kept"), Checks.retainedOn(stage, topic));
    client(MQTT_3_1).retain(topic, "replaced", QOS_0);
    Client other = client(MQTT_5_0);
    other.subscribe(topic, QOS_2);
    Packet.Publish replaced = other.expectPublish(topic, "replaced", QOS_0);
    assertTrue(replaced.retain());
    assertEquals(Properties.NONE, replaced.properties());

    Client older = client(MQTT_3_1_1);
    older.subscribe(topic + "/w", QOS_1);
    Properties properties = everyProperty().build();
    Will will =
        new Will(TopicName.of(topic + "/w"), Bytes.utf8("gone"), QOS_0, false, properties, 0);
    stage.connect(Login.v5(stage.name("c")).will(will)).vanish();
    older.expect(Packet.Publish.class);
    assertArrayEquals(Raw.packet(0x30, "'" + topic + "/w' <gone>"), older.frame());
  }

  @Test
  void aSessionGoesOnInAnotherVersion() {
    String id = stage.name("c");
    Client older = stage.connect(Login.v311(id).resume());
    older.subscribe(topic, QOS_1);
    older.disconnect();
    Client publisher = client(MQTT_5_0);
    publisher.publish(with(publish(topic, "one", QOS_1, 1), everyProperty()));
    Client newer = stage.resume(Login.v5(id).sessionExpiry(60));
    Packet.Publish one = newer.expectPublish(topic, "one", QOS_1);
    assertEquals("text/plain", one.properties().string(Property.CONTENT_TYPE));
    newer.acknowledge(one);
    newer.fence();
    newer.disconnect();
    publisher.publish(topic, "two", QOS_1);
    Client oldest = stage.open(MQTT_3_1);
    assertFalse(oldest.connect(Login.of(MQTT_3_1, id).resume()).sessionPresent());
    oldest.receive(topic, QOS_1, "two");
    oldest.expectNothingMore();
  }

  @Test
  void takeoverTellsOnlyWhoCanBeTold() {
    String id = stage.name("c");
    Client older = stage.connect(Login.v311(id));
    Client newer = stage.connect(Login.v5(id));
    older.expectClosed();
    Client oldest = stage.connect(MQTT_3_1, id);
    newer.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    oldest.fence();
  }

  @Test
  void aLargeMessageOfAnOlderClientIsKeptFromOneThatCannotTakeIt() {
    Client small = stage.connect(Login.v5(stage.name("c")).with(Property.MAXIMUM_PACKET_SIZE, 100));
    small.subscribe(topic, QOS_1);
    Client older = client(MQTT_3_1_1);
    older.subscribe(topic, QOS_1);
    String large = "x".repeat(100);
    Client publisher = client(MQTT_3_1_1);
    publisher.publish(topic, large, QOS_1);
    publisher.publish(topic, "small", QOS_1);
    small.receive(topic, QOS_1, "small");
    small.expectNothingMore();
    older.receive(topic, QOS_1, large, "small");
  }

  @Test
  void olderVersionsHaveNoFlowControlBeyondTheServersOwn() {
    Client observer = client(MQTT_5_0);
    observer.subscribe(topic, QOS_0);
    Client publisher = client(MQTT_3_1_1);
    Packet[] publishes = new Packet[300];
    for (int i = 0; i < publishes.length; i++) {
      publishes[i] = publish(topic, "m" + i, QOS_2, i + 1);
    }
    publisher.send(publishes);
    for (int i = 0; i < publishes.length; i++) {
      assertEquals(i + 1, publisher.expect(Packet.Pubrec.class).packetId());
    }
    for (int i = 0; i < publishes.length; i++) {
      publisher.send(pubrel(i + 1));
      assertEquals(i + 1, publisher.expect(Packet.Pubcomp.class).packetId());
      observer.expectPublish(topic, "m" + i, QOS_0);
    }
    observer.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource
  void sharedSubscriptionsServeEveryVersion(Version version) {
    List<Client> members = List.of(client(version), client(MQTT_3_1_1), client(MQTT_5_0));
    String filter = "$share/" + stage.name("g") + "/" + topic + "/#";
    members.forEach(member -> member.subscribe(filter, QOS_1));
    Client publisher = client(MQTT_3_1_1);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sent.add("m" + i);
      publisher.publish(topic + "/" + i, "m" + i, QOS_1);
    }
    List<String> received = new ArrayList<>();
    for (Client member : members) {
      for (Packet.Publish publish : member.drain()) {
        received.add(publish.payload().text());
        member.acknowledge(publish);
      }
    }
    assertEquals(sent.stream().sorted().toList(), received.stream().sorted().toList());
    members.getFirst().unsubscribe(filter);
    members.getLast().unsubscribe(filter);
    publisher.publish(topic + "/x", "last", QOS_1);
    members.get(1).receive(topic + "/x", QOS_1, "last");
    members.forEach(Client::expectNothingMore);
  }

  @Test
  void aSharedSubscriptionOf311GetsNoRetainedMessage() {
    client(MQTT_3_1_1).retain(topic, "kept", QOS_1);
    Client member = client(MQTT_3_1_1);
    member.subscribe("$share/" + stage.name("g") + "/" + topic, QOS_1);
    member.expectNothingMore();
  }
}
