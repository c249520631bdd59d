package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.puback;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static io.heddle.spec.Packets.repeated;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After a reconnect with CleanSession 0 both sides go on where they were. */
class RedeliverySpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String id = stage.name("c");
  private final String topic = stage.name("t");

  private Client other() {
    return stage.connect(MQTT_3_1_1, stage.name("p"));
  }

  private Client subscribed() {
    Client client = stage.connect(Login.v311(id).resume());
    client.subscribe(topic, QOS_2);
    return client;
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  @Tag("3.1.1/MQTT-3.3.1-1")
  @Tag("3.1.1/MQTT-4.6.0-6")
  @Tag("3.1.1/MQTT-2.3.1-4")
  void unacknowledgedMessagesComeAgainInOrderWithDupAndTheirIdentifiers() {
    Client before = subscribed();
    Client publisher = other();
    List<Packet.Publish> sent = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      publisher.publish(topic, "m" + i, i % 2 == 0 ? QOS_1 : QOS_2);
      sent.add(before.expectPublish(topic, "m" + i));
    }
    for (int round = 0; round < 2; round++) {
      before.vanish();
      before = stage.resume(Login.v311(id));
      for (Packet.Publish first : sent) {
        before.expect(repeated(first));
      }
      before.expectNothingMore();
    }
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  @Tag("3.1.1/MQTT-4.3.3-1")
  @Tag("3.1.1/MQTT-4.6.0-6")
  void pubrelsComeAgainInOrderAndNotTheirMessages() {
    Client before = subscribed();
    Client publisher = other();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      publisher.publish(topic, "m" + i, QOS_2);
      ids.add(before.expectPublish(topic, "m" + i, QOS_2).packetId());
    }
    for (int packetId : ids.subList(0, 3)) {
      before.send(pubrec(packetId));
    }
    for (int packetId : ids.subList(0, 3)) {
      before.expect(pubrel(packetId));
    }
    before.vanish();
    Client back = stage.resume(Login.v311(id));
    for (int packetId : ids.subList(0, 3)) {
      assertEquals(packetId, back.await(Packet.Pubrel.class).packetId());
    }
    for (int i = 3; i < 6; i++) {
      Packet.Publish again = back.expectPublish(topic, "m" + i, QOS_2);
      assertTrue(again.dup());
      assertEquals(ids.get(i), again.packetId());
    }
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  @Tag("3.1.1/MQTT-3.1.2-5")
  @Tag("3.1.1/MQTT-3.3.1-3")
  void whatWaitedFollowsWhatWasInFlight() {
    Client before = subscribed();
    Client publisher = other();
    publisher.publish(topic, "in flight", QOS_1);
    Packet.Publish inFlight = before.expectPublish(topic, "in flight", QOS_1);
    before.disconnect();
    publisher.publish(repeated(publish(topic, "waited", QOS_1, 3)));
    Client back = stage.resume(Login.v311(id));
    back.expect(repeated(inFlight));
    Packet.Publish waited = back.expectPublish(topic, "waited", QOS_1);
    assertFalse(waited.dup());
    assertTrue(waited.packetId() != inFlight.packetId());
    back.send(puback(waited.packetId()), puback(inFlight.packetId()));
    back.fence();
    back.disconnect();
    stage.resume(Login.v311(id)).expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  void aCleanConnectGetsNothingAgain() {
    Client before = subscribed();
    Client publisher = other();
    publisher.publish(topic, "one", QOS_1);
    publisher.publish(topic, "two", QOS_2);
    before.expectPublish(topic, "one", QOS_1);
    before.expectPublish(topic, "two", QOS_2);
    before.vanish();
    stage.connect(Login.v311(id)).expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  void theServerTakesWhatTheClientResends() {
    Client observer = other();
    observer.subscribe(to(topic, QOS_2));
    String publisher = stage.name("p");
    Client before = stage.connect(Login.v311(publisher).resume());
    Packet.Publish one = publish(topic, "one", QOS_1, 1);
    Packet.Publish two = publish(topic, "two", QOS_2, 2);
    before.send(two);
    before.expect(pubrec(2));
    before.vanish();
    Client back = stage.resume(Login.v311(publisher));
    back.send(repeated(one), repeated(two));
    back.expect(puback(1));
    back.expect(pubrec(2));
    back.send(pubrel(2));
    back.await(Packet.Pubcomp.class);
    List<String> payloads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Packet.Publish publish = observer.expect(Packet.Publish.class);
      payloads.add(publish.payload().text());
      observer.acknowledge(publish);
    }
    observer.expectNothingMore();
    assertTrue(payloads.containsAll(List.of("one", "two")));
  }

  @Test
  @Tag("3.1.1/MQTT-4.4.0-1")
  void aSecondReconnectRepeatsOnlyWhatIsStillOpen() {
    Client client = subscribed();
    Client publisher = other();
    for (int i = 0; i < 5; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
      client.expectPublish(topic, "m" + i, QOS_1);
    }
    for (int round = 0; round < 5; round++) {
      client.vanish();
      client = stage.resume(Login.v311(id));
      client.receive(topic, QOS_1, "m" + round);
      client.fence();
    }
    client.vanish();
    stage.resume(Login.v311(id)).expectNothingMore();
  }
}
