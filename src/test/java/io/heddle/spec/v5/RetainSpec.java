package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.asPublished;
import static io.heddle.spec.Packets.handling;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Retained messages: what is kept, who gets it on subscribing, and the RETAIN flag on the way to
 * subscribers.
 */
class RetainSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");
  private final String marker = stage.name("marker");

  /** A new subscriber gets exactly these of the topic. */
  private void kept(String... payloads) {
    Client client = stage.connect();
    client.subscribe(marker, QOS_0);
    client.subscribe(topic, QOS_1);
    for (String payload : payloads) {
      Packet.Publish publish = client.await(Packet.Publish.class);
      assertEquals(payload, publish.payload().text());
      assertTrue(publish.retain());
      client.acknowledge(publish);
    }
    silent(client);
  }

  /** Nothing comes but a message that is published now. */
  private void silent(Client client) {
    stage.connect().publish(marker, "live", QOS_0);
    client.expectPublish(marker, "live");
    client.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.3.1-5")
  void lastRetainedMessageIsKept(Qos qos) {
    Client publisher = stage.connect();
    publisher.retain(topic, "first", qos);
    publisher.retain(topic, "second", qos);
    kept("second");
    kept("second");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.3.1-6")
  @Tag("5.0/MQTT-3.3.1-7")
  void emptyPayloadDeletesAndIsDeliveredAsUsual(Qos qos) {
    Client publisher = stage.connect();
    publisher.retain(topic, "kept", qos);
    Client live = stage.connect();
    live.subscribe(handling(to(topic, QOS_0), RetainHandling.DO_NOT_SEND));
    publisher.retain(topic, "", qos);
    assertFalse(live.expectPublish(topic, "").retain());
    kept();
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-7")
  void emptyPayloadIsNeverKept() {
    Client publisher = stage.connect();
    publisher.retain(topic, "", QOS_1);
    kept();
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-8")
  void ordinaryMessageIsNotKeptAndReplacesNothing() {
    Client publisher = stage.connect();
    publisher.publish(topic, "ordinary", QOS_1);
    kept();
    publisher.retain(topic, "kept", QOS_1);
    publisher.publish(topic, "ordinary", QOS_1);
    publisher.publish(topic, "", QOS_1);
    kept("kept");
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 0", "1, 2, 1", "2, 2, 2", "2, 1, 1", "2, 0, 0"})
  @Tag("5.0/MQTT-3.8.4-8")
  @Tag("5.0/MQTT-3.3.1-9")
  void retainedMessageHasTheLowerQos(int published, int granted, int delivered) {
    stage.connect().retain(topic, "x", Qos.of(published));
    Client client = stage.connect();
    client.subscribe(topic, Qos.of(granted));
    Packet.Publish publish = client.expectPublish(topic, "x", Qos.of(delivered));
    assertTrue(publish.retain());
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-9")
  @Tag("5.0/MQTT-3.8.4-4")
  void handling0SendsOnEverySubscribe() {
    stage.connect().retain(topic, "kept", QOS_1);
    Client client = stage.connect();
    for (int i = 0; i < 3; i++) {
      client.subscribe(handling(to(topic, QOS_1), RetainHandling.SEND));
      client.receive(topic, QOS_1, "kept");
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-10")
  void handling1SendsOnlyIfTheSubscriptionIsNew() {
    stage.connect().retain(topic, "kept", QOS_1);
    Client client = stage.connect();
    client.subscribe(marker, QOS_0);
    client.subscribe(handling(to(topic, QOS_1), RetainHandling.SEND_IF_NEW));
    client.receive(topic, QOS_1, "kept");
    client.subscribe(handling(to(topic, QOS_1), RetainHandling.SEND_IF_NEW));
    silent(client);
    client.unsubscribe(topic);
    client.subscribe(handling(to(topic, QOS_1), RetainHandling.SEND_IF_NEW));
    client.receive(topic, QOS_1, "kept");
    silent(client);
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-11")
  void handling2NeverSends() {
    stage.connect().retain(topic, "kept", QOS_1);
    Client client = stage.connect();
    client.subscribe(marker, QOS_0);
    client.subscribe(handling(to(topic, QOS_1), RetainHandling.DO_NOT_SEND));
    client.subscribe(handling(to(topic, QOS_1), RetainHandling.DO_NOT_SEND));
    silent(client);
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-12")
  @Tag("5.0/MQTT-3.3.1-13")
  void flagIsClearedUnlessAskedToStay() {
    Client plain = stage.connect();
    Client faithful = stage.connect();
    plain.subscribe(topic, QOS_1);
    faithful.subscribe(asPublished(to(topic, QOS_1)));
    Client publisher = stage.connect();
    publisher.retain(topic, "with", QOS_1);
    publisher.publish(topic, "without", QOS_1);
    assertFalse(plain.expectPublish(topic, "with").retain());
    assertFalse(plain.expectPublish(topic, "without").retain());
    assertTrue(faithful.expectPublish(topic, "with").retain());
    assertFalse(faithful.expectPublish(topic, "without").retain());
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-9")
  void newSubscriptionGetsTheFlagWhateverRetainAsPublished() {
    stage.connect().retain(topic, "kept", QOS_0);
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    assertTrue(client.expectPublish(topic, "kept").retain());
    client.subscribe(asPublished(to(topic, QOS_0)));
    assertTrue(client.expectPublish(topic, "kept").retain());
  }

  @ParameterizedTest
  @CsvSource({
    "%s/#, a aa b/c b/d",
    "%s/+, a aa",
    "%s/b/+, b/c b/d",
    "%s/+/c, b/c",
    "%s/b/#, b/c b/d"
  })
  @Tag("5.0/MQTT-3.3.1-9")
  @Tag("5.0/MQTT-3.3.2-3")
  void wildcardsBringEachMatchingTopicOnce(String filter, String expected) {
    Client publisher = stage.connect();
    for (String leaf : new String[] {"a", "aa", "b/c", "b/d"}) {
      publisher.retain(topic + "/" + leaf, leaf, QOS_0);
    }
    Client client = stage.connect();
    client.subscribe(filter.formatted(topic), QOS_0);
    Map<String, Integer> got = new HashMap<>();
    Map<String, Integer> wanted = new HashMap<>();
    for (String leaf : expected.split(" ")) {
      wanted.merge(leaf, 1, Integer::sum);
      Packet.Publish publish = client.expect(Packet.Publish.class);
      assertEquals(topic + "/" + publish.payload().text(), publish.topic().value());
      got.merge(publish.payload().text(), 1, Integer::sum);
    }
    assertEquals(wanted, got);
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-3")
  void retainedMessageCarriesTheSubscriptionIdentifier() {
    stage.connect().retain(topic, "kept", QOS_0);
    Client client = stage.connect();
    client.subscribe(Packets.subscribeAs(268_435_455, 1, to(topic, QOS_0)));
    Packet.Publish publish = client.expectPublish(topic, "kept");
    assertEquals(268_435_455, publish.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0));
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-5")
  @Tag("5.0/MQTT-3.3.2-6")
  void retainedMessageExpires() {
    Client publisher = stage.connect();
    publisher.publish(
        Packets.retained(
            Packets.with(
                Packets.publish(topic, "short", QOS_2, 1),
                Packets.properties().add(Property.MESSAGE_EXPIRY_INTERVAL, 1))));
    stage.awaitSecond();
    kept();
  }

  @Test
  @Tag("5.0/MQTT-3.3.1-5")
  void manyRetainedMessagesComeUnderTheClientsOwnFlowControl() {
    Client publisher = stage.connect();
    for (int i = 0; i < 200; i++) {
      publisher.retain(topic + "/" + i, "v" + i, QOS_1);
    }
    Client client = stage.connect(Login.v5(stage.name("c")).with(Property.RECEIVE_MAXIMUM, 3));
    client.subscribe(topic + "/#", QOS_1);
    Map<String, String> got = new HashMap<>();
    while (got.size() < 200) {
      var batch = client.drain();
      assertTrue(batch.size() <= 3, () -> "more than Receive Maximum at a time: " + batch.size());
      batch.forEach(each -> got.put(each.topic().value(), each.payload().text()));
      batch.forEach(client::acknowledge);
    }
    got.forEach((name, payload) -> assertEquals(topic + "/" + payload.substring(1), name));
    client.expectNothingMore();
  }
}
