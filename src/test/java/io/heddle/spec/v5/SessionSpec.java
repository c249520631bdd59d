package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Session state: when it begins, what it keeps while the client is away, when it ends. */
class SessionSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Login keeping() {
    return Login.v5(stage.name("c")).sessionExpiry(600);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-5")
  @Tag("5.0/MQTT-3.1.2-23")
  @Tag("5.0/MQTT-3.2.2-3")
  void sessionGoesOn() {
    Login login = keeping();
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.disconnect();
    Client back = stage.resume(login);
    back.publish(topic, "still subscribed", QOS_0);
    back.expectPublish(topic, "still subscribed");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-23")
  @Tag("5.0/MQTT-4.5.0-1")
  void messagesWaitForAbsentClientInOrder() {
    Login login = keeping();
    Client client = stage.connect(login);
    client.subscribe(Packets.to(topic, QOS_2));
    client.disconnect();
    Client publisher = stage.connect();
    for (int i = 0; i < 20; i++) {
      publisher.publish(topic, "m" + i, i % 2 == 0 ? QOS_1 : QOS_2);
    }
    Client back = stage.resume(login);
    for (int i = 0; i < 20; i++) {
      Packet.Publish publish = back.await(Packet.Publish.class);
      assertEquals("m" + i, publish.payload().text());
      assertEquals(i % 2 == 0 ? QOS_1 : QOS_2, publish.qos());
      assertFalse(publish.dup(), "never sent before");
      back.acknowledge(publish);
    }
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-4")
  @Tag("5.0/MQTT-3.1.4-4")
  @Tag("5.0/MQTT-3.2.2-2")
  void cleanStartDropsTheSession() {
    Login login = keeping();
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.disconnect();
    Client publisher = stage.connect();
    publisher.publish(topic, "queued for the old session", QOS_1);
    Client clean = stage.open();
    Packet.Connack connack = clean.connect(login);
    assertFalse(connack.sessionPresent());
    publisher.publish(topic, "nobody subscribes any more", QOS_1);
    clean.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-4")
  @Tag("5.0/MQTT-3.1.4-4")
  void cleanStartOfTakeoverDropsTheSessionToo() {
    Login login = keeping();
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    Client clean = stage.open();
    assertFalse(clean.connect(login).sessionPresent());
    client.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    clean.publish(topic, "nobody subscribes any more", QOS_1);
    clean.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-6")
  @Tag("5.0/MQTT-3.2.2-3")
  void withoutSessionANewOneBegins() {
    Login login = keeping().resume();
    Client client = stage.open();
    assertFalse(client.connect(login).sessionPresent());
    client.subscribe(topic, QOS_0);
    client.disconnect();
    assertTrue(stage.open().connect(login).sessionPresent());
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-2")
  void clientIdIsTheKey() {
    String id = stage.name("key");
    stage.connect(Login.v5(id).sessionExpiry(600)).disconnect();
    String upper = id.toUpperCase(Locale.ROOT);
    assertFalse(stage.open().connect(Login.v5(upper).resume()).sessionPresent());
    assertFalse(stage.open().connect(Login.v5(id + "2").resume()).sessionPresent());
    assertTrue(stage.open().connect(Login.v5(id).resume()).sessionPresent());
  }

  @Test
  @Tag("5.0/MQTT-4.1.0-1")
  void sessionLastsWhileTheConnectionIsOpen() {
    Client client = stage.connect(Login.v5(stage.name("c")).sessionExpiry(1));
    client.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    publisher.publish(topic, "before", QOS_1);
    Packet.Publish unacknowledged = client.expectPublish(topic, "before");
    stage.awaitSecond();
    publisher.publish(topic, "after its expiry interval", QOS_1);
    client.receive(topic, QOS_1, "after its expiry interval");
    client.acknowledge(unacknowledged);
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.1.0-2")
  void sessionEndsWithTheConnectionByDefault() {
    Login login = Login.v5(stage.name("c"));
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.disconnect();
    Client back = stage.open();
    assertFalse(back.connect(login.resume()).sessionPresent());
    back.publish(topic, "nobody subscribes any more", QOS_1);
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.1.0-2")
  void sessionEndsWhenItsExpiryIsOver() {
    String told = stage.name("told");
    Client watcher = stage.connect();
    watcher.subscribe(told, QOS_0);
    // A Will that is delayed beyond the session comes when the session ends: so nobody needs to
    // guess when that is.
    Will will =
        new Will(TopicName.of(told), Bytes.utf8("over"), QOS_0, false, Properties.NONE, 600);
    Login login = Login.v5(stage.name("c")).sessionExpiry(1).will(will);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.vanish();
    watcher.expectPublish(told, "over");
    Client back = stage.open();
    assertFalse(back.connect(login.resume()).sessionPresent());
    back.publish(topic, "nobody subscribes any more", QOS_1);
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.1.0-2")
  void disconnectMayEndTheSession() {
    Login login = keeping();
    stage.connect(login).disconnect(leaving(0));
    assertFalse(stage.open().connect(login.resume()).sessionPresent());
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-23")
  void disconnectMayProlongTheSession() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(1);
    stage.connect(login).disconnect(leaving(600));
    stage.awaitSecond();
    assertTrue(stage.open().connect(login.resume()).sessionPresent());
  }

  @Test
  @Tag("5.0/MQTT-4.13.1-1")
  void disconnectMayNotBringASessionToLife() {
    Client client = stage.connect();
    client.send(leaving(600));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-4.5.0-1")
  void everySessionWithMatchingSubscriptionGetsTheMessage() {
    Client first = stage.connect();
    Client second = stage.connect();
    first.subscribe(topic + "/#", QOS_1);
    second.subscribe(topic + "/+", QOS_0);
    Login login = keeping();
    Client away = stage.connect(login);
    away.subscribe(topic + "/a", QOS_2);
    away.disconnect();
    stage.connect().publish(topic + "/a", "for all", QOS_2);
    first.receive(topic + "/a", QOS_1, "for all");
    second.receive(topic + "/a", QOS_0, "for all");
    Client back = stage.resume(login);
    back.receive(topic + "/a", QOS_2, "for all");
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-5")
  @Tag("5.0/MQTT-3.1.4-3")
  void takeoverKeepsTheSession() {
    Login login = keeping();
    Client older = stage.connect(login);
    older.subscribe(topic, QOS_1);
    Client newer = stage.resume(login);
    older.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    newer.publish(topic, "to the newer", QOS_0);
    newer.expectPublish(topic, "to the newer");
    newer.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.1.0-2")
  @Tag("5.0/MQTT-3.1.4-3")
  void takeoverOfSessionThatEndsWithItsConnectionBeginsANewOne() {
    Login login = Login.v5(stage.name("c"));
    Client older = stage.connect(login);
    older.subscribe(topic, QOS_1);
    Client newer = stage.open();
    assertFalse(newer.connect(login.resume()).sessionPresent());
    older.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    newer.publish(topic, "nobody subscribes any more", QOS_1);
    newer.expectNothingMore();
  }

  private static Packet.Disconnect leaving(long expiry) {
    return new Packet.Disconnect(
        ReasonCode.SUCCESS,
        Packets.properties().add(Property.SESSION_EXPIRY_INTERVAL, expiry).build());
  }
}
