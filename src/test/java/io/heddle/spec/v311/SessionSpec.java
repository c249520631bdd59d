package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.pubcomp;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static io.heddle.spec.Packets.repeated;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server remembers of a client, and for how long. */
class SessionSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Client other() {
    return stage.connect(MQTT_3_1_1, stage.name("p"));
  }

  private Login login(String id) {
    return Login.v311(id).resume();
  }

  @Test
  @Tag("3.1.1/MQTT-3.2.2-3")
  @Tag("3.1.1/MQTT-3.2.2-2")
  @Tag("3.1.1/MQTT-3.1.2-4")
  @Tag("3.1.1/MQTT-3.1.4-3")
  void aPersistentSessionIsCreatedAndThenThere() {
    String id = stage.name("c");
    Client client = stage.open(MQTT_3_1_1);
    client.send(login(id).packet());
    client.expectRaw("20 02 00 00");
    client.disconnect();
    for (int i = 0; i < 2; i++) {
      Client back = stage.open(MQTT_3_1_1);
      back.send(login(id).packet());
      back.expectRaw("20 02 01 00");
      back.vanish();
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.2.2-1")
  @Tag("3.1.1/MQTT-3.1.2-6")
  @Tag("3.1.1/MQTT-3.1.4-3")
  void aCleanConnectDropsTheSessionThatWasThere() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client first = stage.connect(login(id));
    first.subscribe(topic, QOS_1);
    first.disconnect();
    other().publish(topic, "queued", QOS_1);

    Client clean = stage.open(MQTT_3_1_1);
    clean.send(Login.v311(id).packet());
    clean.expectRaw("20 02 00 00");
    other().publish(topic, "live", QOS_1);
    clean.expectNothingMore();
    clean.disconnect();

    Client last = stage.open(MQTT_3_1_1);
    last.send(login(id).packet());
    last.expectRaw("20 02 00 00");
    other().publish(topic, "live", QOS_1);
    last.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-6")
  @Tag("3.1.1/MQTT-3.2.2-3")
  void aCleanSessionEndsWithItsConnection() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client clean = stage.connect(Login.v311(id));
    clean.subscribe(topic, QOS_1);
    other().publish(topic, "unacknowledged", QOS_1);
    clean.expectPublish(topic, "unacknowledged", QOS_1);
    clean.disconnect();
    other().publish(topic, "late", QOS_1);

    Client next = stage.open(MQTT_3_1_1);
    next.send(login(id).packet());
    next.expectRaw("20 02 00 00");
    other().publish(topic, "later", QOS_1);
    next.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("3.1.1/MQTT-3.1.2-5")
  @Tag("3.1.1/MQTT-3.1.2-4")
  @Tag("3.1.1/MQTT-4.5.0-1")
  @Tag("3.1.1/MQTT-4.1.0-1")
  void messagesWaitForAnOfflineSession(Qos qos) {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client client = stage.connect(login(id));
    client.subscribe(topic + "/#", QOS_2);
    client.disconnect();
    Client publisher = other();
    for (int i = 0; i < 5; i++) {
      publisher.publish(topic + "/" + i % 2, "m" + i, qos);
    }
    Client back = stage.resume(login(id));
    for (int i = 0; i < 5; i++) {
      back.receive(topic + "/" + i % 2, qos, "m" + i);
    }
    publisher.publish(topic + "/0", "live", qos);
    back.receive(topic + "/0", qos, "live");
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.5.0-1")
  void oneMessageWaitsInEverySession() {
    String topic = stage.name("t");
    List<String> ids = List.of(stage.name("c"), stage.name("c"), stage.name("c"));
    for (String id : ids) {
      Client client = stage.connect(login(id));
      client.subscribe(topic, QOS_1);
      client.disconnect();
    }
    other().publish(topic, "all", QOS_1);
    ids.forEach(id -> stage.resume(login(id)).receive(topic, QOS_1, "all"));
  }

  @Test
  @Tag("3.1.1/MQTT-3.2.0-1")
  void connackComesBeforeWhatWaited() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client client = stage.connect(login(id));
    client.subscribe(topic, QOS_1);
    client.disconnect();
    other().publish(topic, "waited", QOS_1);
    Client back = stage.open(MQTT_3_1_1);
    back.send(login(id).packet());
    back.expectRaw("20 02 01 00");
    back.receive(topic, QOS_1, "waited");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-2")
  void theClientIdIsTheKey() {
    String topic = stage.name("t");
    String one = stage.name("c");
    String two = one + "0";
    Client first = stage.connect(login(one));
    first.subscribe(topic + "/1", QOS_1);
    first.disconnect();
    Client second = stage.connect(login(two));
    second.subscribe(topic + "/2", QOS_1);
    second.disconnect();
    other().publish(topic + "/1", "for one", QOS_1);
    other().publish(topic + "/2", "for two", QOS_1);
    stage.resume(login(two)).receive(topic + "/2", QOS_1, "for two");
    stage.resume(login(one)).receive(topic + "/1", QOS_1, "for one");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-2")
  void clientIdsDifferInCase() {
    String id = stage.name("c");
    stage.connect(login(id)).disconnect();
    Client client = stage.open(MQTT_3_1_1);
    assertEquals(false, client.connect(login(id.toUpperCase(Locale.ROOT))).sessionPresent());
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-7")
  void retainedMessagesOutliveTheSession() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client client = stage.connect(Login.v311(id));
    client.subscribe(topic, QOS_1);
    client.retain(topic, "kept", QOS_1);
    client.receive(topic, QOS_1, "kept");
    client.disconnect();
    stage.connect(Login.v311(id)).disconnect();
    assertEquals(List.of("kept"), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-4.1.0-2")
  @Tag("3.1.1/MQTT-4.1.0-1")
  void theSessionLastsAsLongAsTheConnection() {
    String topic = stage.name("t");
    Client observer = other();
    observer.subscribe(topic + "/mine", QOS_2);
    Client client = stage.connect(Login.v311(stage.name("c")));
    client.subscribe(topic, QOS_2);
    other().publish(topic, "kept", QOS_2);
    Packet.Publish heard = client.expectPublish(topic, "kept", QOS_2);
    Packet.Publish mine = publish(topic + "/mine", "mine", QOS_2, 7);
    client.send(mine);
    client.expect(pubrec(7));
    for (int i = 0; i < 50; i++) {
      client.fence();
    }
    client.send(repeated(mine));
    client.expect(pubrec(7));
    client.send(pubrel(7));
    client.expect(pubcomp(7));
    observer.receive(topic + "/mine", QOS_2, "mine");
    observer.expectNothingMore();
    client.acknowledge(heard);
    other().publish(topic, "still", QOS_2);
    client.receive(topic, QOS_2, "still");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.1.0-1")
  void aPersistentSessionKeepsItsSubscriptionsWithTheirQos() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client client = stage.connect(login(id));
    client.subscribe(to(topic + "/0", QOS_0), to(topic + "/1", QOS_1), to(topic + "/+", QOS_0));
    client.unsubscribe(topic + "/+");
    client.vanish();
    Client back = stage.resume(login(id));
    Client publisher = other();
    publisher.publish(topic + "/2", "unsubscribed", QOS_2);
    publisher.publish(topic + "/0", "a", QOS_2);
    publisher.publish(topic + "/1", "b", QOS_2);
    back.receive(topic + "/0", QOS_0, "a");
    back.receive(topic + "/1", QOS_1, "b");
  }
}
