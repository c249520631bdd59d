package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The last message of a topic, kept for those who come later. */
class RetainSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.3.1-5")
  @Tag("3.1.1/MQTT-3.3.1-6")
  @Tag("3.1.1/MQTT-3.3.1-8")
  void isStoredWithItsQosAndSentToANewSubscription(Qos qos) {
    String topic = stage.name("t");
    client().retain(topic, "kept", qos);
    Client later = client();
    later.subscribe(topic, QOS_2);
    Packet.Publish publish = later.expectPublish(topic, "kept", qos);
    assertTrue(publish.retain());
    assertFalse(publish.dup());
    later.acknowledge(publish);
    later.expectNothingMore();
  }

  @ParameterizedTest(name = "retained at {0}, subscribed at {1}")
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"})
  @Tag("3.1.1/MQTT-3.3.1-5")
  @Tag("3.1.1/MQTT-3.8.4-6")
  void comesAtTheLowerQos(int kept, int asked) {
    String topic = stage.name("t");
    client().retain(topic, "kept", Qos.of(kept));
    Client later = client();
    later.subscribe(topic, Qos.of(asked));
    later.acknowledge(later.expectPublish(topic, "kept", Qos.of(Math.min(kept, asked))));
    later.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-6")
  @Tag("3.1.1/MQTT-3.3.1-8")
  void everyMatchingTopicHasItsLast() {
    String root = stage.name("t");
    Client publisher = client();
    for (String topic : List.of("", "/a", "/b", "/a/x", "/c")) {
      publisher.retain(root + topic, "old" + topic, QOS_1);
      publisher.retain(root + topic, "new" + topic, QOS_1);
    }
    publisher.retain(root + "2", "elsewhere", QOS_1);
    assertEquals(Set.of("new", "new/a", "new/b", "new/a/x", "new/c"), retained(root + "/#", 5));
    assertEquals(Set.of("new/a", "new/b", "new/c"), retained(root + "/+", 3));
    assertEquals(Set.of("new/a/x"), retained("+/+/x".replaceFirst("\\+", root), 1));
  }

  private Set<String> retained(String filter, int count) {
    List<String> payloads = Checks.retainedOn(stage, filter);
    assertEquals(count, payloads.size(), payloads::toString);
    return payloads.stream().collect(Collectors.toSet());
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-9")
  void anEstablishedSubscriptionSeesNoFlag() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    Client publisher = client();
    for (Qos qos : Qos.values()) {
      publisher.retain(topic, "live", qos);
      Packet.Publish publish = subscriber.expectPublish(topic, "live", qos);
      assertFalse(publish.retain());
      subscriber.acknowledge(publish);
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-9")
  void whatWaitedForAnEstablishedSubscriptionHasNoFlag() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client subscriber = stage.connect(Login.v311(id).resume());
    subscriber.subscribe(topic, QOS_1);
    subscriber.disconnect();
    client().retain(topic, "waited", QOS_1);
    Client back = stage.resume(Login.v311(id));
    assertFalse(back.expectPublish(topic, "waited", QOS_1).retain());
    back.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.3.1-10")
  @Tag("3.1.1/MQTT-3.3.1-11")
  void anEmptyPayloadIsDeliveredAndClears(Qos qos) {
    String topic = stage.name("t");
    Client publisher = client();
    publisher.retain(topic, "kept", QOS_1);
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    subscriber.receive(topic, QOS_1, "kept");
    publisher.retain(topic, "", qos);
    Packet.Publish empty = subscriber.expectPublish(topic, "", qos);
    assertFalse(empty.retain());
    subscriber.acknowledge(empty);
    subscriber.expectNothingMore();
    assertEquals(List.of(), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-11")
  void anEmptyPayloadIsNeverStored() {
    String topic = stage.name("t");
    client().retain(topic, "", QOS_1);
    assertEquals(List.of(), Checks.retainedOn(stage, topic + "/#"));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-10")
  void clearingOneTopicLeavesItsNeighbours() {
    String topic = stage.name("t");
    Client publisher = client();
    publisher.retain(topic, "parent", QOS_0);
    publisher.retain(topic + "/a", "child", QOS_0);
    publisher.retain(topic + "/a/b", "grandchild", QOS_0);
    publisher.retain(topic + "/a", "", QOS_0);
    assertEquals(Set.of("parent", "grandchild"), retained(topic + "/#", 2));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-7")
  void qos0DiscardsTheOneBefore() {
    String topic = stage.name("t");
    Client publisher = client();
    publisher.retain(topic, "old", QOS_2);
    publisher.retain(topic, "new", QOS_0);
    List<String> retained = Checks.retainedOn(stage, topic);
    assertNotEquals(List.of("old"), retained);
    assertTrue(Set.of(List.of("new"), List.of()).contains(retained), retained::toString);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.3.1-12")
  void withoutTheFlagNothingIsStoredNorReplaced(Qos qos) {
    String topic = stage.name("t");
    Client publisher = client();
    publisher.publish(topic + "/none", "plain", qos);
    assertEquals(List.of(), Checks.retainedOn(stage, topic + "/none"));
    publisher.retain(topic, "kept", QOS_1);
    publisher.publish(topic, "plain", qos);
    publisher.publish(topic, "", qos);
    assertEquals(List.of("kept"), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-6")
  void oneSubscribeWithManyFiltersGetsThoseOfAll() {
    String topic = stage.name("t");
    Client publisher = client();
    publisher.retain(topic + "/a", "a", QOS_1);
    publisher.retain(topic + "/b", "b", QOS_1);
    publisher.retain(topic + "/c", "c", QOS_1);
    Client later = client();
    later.subscribe(to(topic + "/a", QOS_0), to(topic + "/b", QOS_0), to(topic + "/c", QOS_0));
    List<String> payloads = later.drain().stream().map(each -> each.payload().text()).toList();
    assertEquals(3, payloads.size());
    assertEquals(Set.of("a", "b", "c"), Set.copyOf(payloads));
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.1-5")
  void aResumedSessionIsNoNewSubscription() {
    String id = stage.name("c");
    String topic = stage.name("t");
    client().retain(topic, "kept", QOS_1);
    Client subscriber = stage.connect(Login.v311(id).resume());
    subscriber.subscribe(topic, QOS_1);
    subscriber.receive(topic, QOS_1, "kept");
    subscriber.fence();
    subscriber.disconnect();
    stage.resume(Login.v311(id)).expectNothingMore();
  }
}
