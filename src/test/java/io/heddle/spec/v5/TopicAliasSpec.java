package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.aliasOnly;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Topic Aliases, towards the server and towards the client. */
class TopicAliasSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private static Packet.Publish named(String topic, String payload, int alias) {
    return with(publish(topic, payload), properties().add(Property.TOPIC_ALIAS, alias));
  }

  private static Packet.Publish unnamed(String payload, int alias) {
    return aliasOnly(publish("unused", payload), alias);
  }

  private int maximum() {
    Packet.Connack connack = stage.open().connect(Login.v5(stage.name("c")));
    long maximum = connack.properties().number(Property.TOPIC_ALIAS_MAXIMUM, 0);
    assertTrue(maximum > 0, "the server of these settings takes aliases");
    return (int) maximum;
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-12")
  void everyAliasUpToTheMaximumIsAccepted() {
    Client client = stage.connect();
    client.subscribe(topic + "/#", QOS_0);
    int maximum = maximum();
    for (int alias = 1; alias <= maximum; alias++) {
      client.send(named(topic + "/" + alias, "set", alias));
      client.expectPublish(topic + "/" + alias, "set");
    }
    for (int alias = maximum; alias >= 1; alias--) {
      client.send(unnamed("used", alias));
      client.expectPublish(topic + "/" + alias, "used");
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-12")
  void aliasMayBeSetAnew() {
    Client client = stage.connect();
    client.subscribe(topic + "/#", QOS_0);
    client.send(
        named(topic + "/a", "1", 1), unnamed("2", 1), named(topic + "/b", "3", 1), unnamed("4", 1));
    client.expectPublish(topic + "/a", "1");
    client.expectPublish(topic + "/a", "2");
    client.expectPublish(topic + "/b", "3");
    client.expectPublish(topic + "/b", "4");
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-12")
  void aliasWorksAtEveryQosAndForRetained() {
    Client client = stage.connect();
    client.send(named(topic, "0", 1));
    client.publish(aliasOnly(publish("unused", "1", QOS_1, 1), 1));
    client.publish(Packets.retained(aliasOnly(publish("unused", "2", QOS_2, 2), 1)));
    Client late = stage.connect();
    late.subscribe(topic, QOS_0);
    assertTrue(late.expectPublish(topic, "2").retain());
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-8")
  void aliasZeroIsInvalid() {
    Client client = stage.connect();
    client.send(named(topic, "x", 0));
    client.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-17")
  @Tag("5.0/MQTT-3.3.2-9")
  void aliasAboveTheMaximumIsInvalid() {
    int maximum = maximum();
    Client client = stage.connect();
    client.send(named(topic, "x", maximum + 1));
    client.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
    Client highest = stage.connect();
    highest.send(named(topic, "x", 65_535));
    highest.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-7")
  void unknownAliasWithoutTopicIsProtocolError() {
    Client client = stage.connect();
    client.send(unnamed("x", 1));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-7")
  void aliasesEndWithTheConnection() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.send(named(topic, "x", 1), unnamed("y", 1));
    client.disconnect();
    Client back = stage.resume(login);
    back.send(unnamed("z", 1));
    back.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.TOPIC_ALIAS_INVALID);
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-7")
  void aliasesOfTwoClientsAreTwoThings() {
    Client watcher = stage.connect();
    watcher.subscribe(topic + "/#", QOS_0);
    Client one = stage.connect();
    Client two = stage.connect();
    one.send(named(topic + "/one", "1", 1));
    one.fence();
    two.send(named(topic + "/two", "2", 1));
    two.fence();
    one.send(unnamed("3", 1));
    watcher.expectPublish(topic + "/one", "1");
    watcher.expectPublish(topic + "/two", "2");
    watcher.expectPublish(topic + "/one", "3");
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-12")
  void publishersAliasDoesNotReachSubscribers() {
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client client = stage.connect();
    client.send(named(topic, "x", 3));
    assertFalse(watcher.expectPublish(topic, "x").properties().has(Property.TOPIC_ALIAS));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-27")
  void withoutMaximumTheServerUsesNoAlias() {
    Client silent = stage.connect();
    Client zero = stage.connect(Login.v5(stage.name("c")).with(Property.TOPIC_ALIAS_MAXIMUM, 0));
    silent.subscribe(topic, QOS_0);
    zero.subscribe(topic, QOS_0);
    Client publisher = stage.connect();
    for (int i = 0; i < 10; i++) {
      publisher.publish(topic, "x" + i, QOS_0);
      assertFalse(silent.expectPublish(topic, "x" + i).properties().has(Property.TOPIC_ALIAS));
      assertFalse(zero.expectPublish(topic, "x" + i).properties().has(Property.TOPIC_ALIAS));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  @Tag("5.0/MQTT-3.1.2-26")
  @Tag("5.0/MQTT-3.3.2-11")
  @Tag("5.0/MQTT-3.3.2-8")
  void serversAliasesStayWithinTheClientsMaximumAndStandForTheRightTopic(int maximum) {
    Client client =
        stage.connect(Login.v5(stage.name("c")).with(Property.TOPIC_ALIAS_MAXIMUM, maximum));
    client.subscribe(topic + "/#", QOS_1);
    Client publisher = stage.connect();
    Map<Long, TopicName> aliases = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      String expected = topic + "/" + i % 6;
      publisher.publish(expected, "m" + i, QOS_1);
      Packet.Publish publish = client.expect(Packet.Publish.class);
      client.acknowledge(publish);
      assertEquals("m" + i, publish.payload().text());
      long alias = publish.properties().number(Property.TOPIC_ALIAS, -1);
      assertTrue(alias == -1 || alias >= 1 && alias <= maximum, "alias " + alias);
      if (publish.topic() != null) {
        aliases.put(alias, publish.topic());
      }
      TopicName meant = aliases.get(alias);
      assertNotNull(meant, "alias " + alias + " was never set");
      assertEquals(expected, meant.value());
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-7")
  void serversAliasesEndWithTheConnection() {
    Login login =
        Login.v5(stage.name("c")).sessionExpiry(600).with(Property.TOPIC_ALIAS_MAXIMUM, 5);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    for (int i = 0; i < 3; i++) {
      publisher.publish(topic, "x", QOS_1);
      client.expect(Packet.Publish.class);
    }
    client.vanish();
    Client back = stage.resume(login);
    assertNotNull(
        back.expect(Packet.Publish.class).topic(), "the first on this connection names its topic");
  }
}
