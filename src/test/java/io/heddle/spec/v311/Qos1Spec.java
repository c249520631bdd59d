package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.puback;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** At least once: until it is acknowledged. */
class Qos1Spec {
  private static final int BATCH = 100;

  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  private Client subscriber(String topic) {
    Client client = client();
    client.subscribe(topic, QOS_2);
    return client;
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.2-2")
  @Tag("3.1.1/MQTT-2.3.1-6")
  void afterPubackTheIdentifierMeansANewMessage() {
    String topic = stage.name("t");
    Client subscriber = subscriber(topic);
    Client publisher = client();
    publisher.publish(publish(topic, "first", QOS_1, 77));
    publisher.publish(publish(topic, "second", QOS_1, 77));
    publisher.publish(repeated(publish(topic, "third", QOS_1, 77)));
    subscriber.receive(topic, QOS_1, "first", "second", "third");
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.2-2")
  @Tag("3.1.1/MQTT-2.3.1-6")
  void everyIdentifierIsAcknowledgedWithItself() {
    String topic = stage.name("t");
    Client publisher = client();
    for (int id : new int[] {1, 255, 256, 0x7FFF, 0x8000, 0xFFFF}) {
      publisher.send(publish(topic, "m", QOS_1, id));
      publisher.expect(puback(id));
    }
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.2-1")
  @Tag("3.1.1/MQTT-2.3.1-1")
  @Tag("3.1.1/MQTT-2.3.1-4")
  void everyUnacknowledgedMessageHasAnIdentifierOfItsOwn() {
    String topic = stage.name("t");
    Client subscriber = subscriber(topic);
    Client publisher = client();
    List<Integer> inFlight = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 8 - (round == 0 ? 0 : 4); i++) {
        publisher.publish(topic, "m", i % 2 == 0 ? QOS_1 : QOS_2);
        Packet.Publish publish = subscriber.expectPublish(topic, "m");
        assertFalse(publish.dup());
        assertFalse(inFlight.contains(publish.packetId()), () -> publish + " of " + inFlight);
        if (publish.qos() == QOS_1) {
          inFlight.add(publish.packetId());
        } else {
          subscriber.acknowledge(publish);
        }
      }
      subscriber.send(puback(inFlight.removeLast()), puback(inFlight.removeFirst()));
    }
  }

  @Test
  @Tag("3.1.1/MQTT-2.3.1-4")
  @Tag("3.1.1/MQTT-4.3.2-1")
  void anIdentifierInUseIsSkippedWhenTheNumbersComeRoundAgain() {
    String topic = stage.name("t");
    Client subscriber = subscriber(topic);
    Client publisher = client();
    publisher.publish(topic, "kept", QOS_1);
    int kept = subscriber.expectPublish(topic, "kept", QOS_1).packetId();
    Packet[] publishes = new Packet[BATCH];
    Packet[] pubacks = new Packet[BATCH];
    for (int i = 0; i < BATCH; i++) {
      publishes[i] = publish(topic, "m", QOS_1, i + 1);
    }
    for (int sent = 0; sent < 65_600; sent += BATCH) {
      publisher.send(publishes);
      for (int i = 0; i < BATCH; i++) {
        int id = subscriber.expectPublish(topic, "m", QOS_1).packetId();
        assertNotEquals(kept, id);
        assertTrue(id > 0);
        pubacks[i] = puback(id);
      }
      subscriber.send(pubacks);
      for (int i = 0; i < BATCH; i++) {
        publisher.expect(puback(i + 1));
      }
    }
    subscriber.send(puback(kept));
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.2-1")
  @Tag("3.1.1/MQTT-4.4.0-1")
  void onlyWhatIsUnacknowledgedComesAgain() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client subscriber = stage.connect(Login.v311(id).resume());
    subscriber.subscribe(topic, QOS_1);
    Client publisher = client();
    Set<Integer> open = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
      Packet.Publish publish = subscriber.expectPublish(topic, "m" + i, QOS_1);
      if (i % 2 == 0) {
        subscriber.acknowledge(publish);
      } else {
        open.add(publish.packetId());
      }
    }
    subscriber.fence();
    subscriber.vanish();
    Client back = stage.resume(Login.v311(id));
    for (String payload : List.of("m1", "m3", "m5")) {
      Packet.Publish again = back.expectPublish(topic, payload, QOS_1);
      assertTrue(again.dup());
      assertTrue(open.remove(again.packetId()));
      back.acknowledge(again);
    }
    back.expectNothingMore();
    back.vanish();
    stage.resume(Login.v311(id)).expectNothingMore();
    assertEquals(Set.of(), open);
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.2-1")
  void pubackForAnIdentifierThatIsNotInUseHarmsNobody() {
    String topic = stage.name("t");
    Client subscriber = subscriber(topic);
    client().publish(topic, "one", QOS_1);
    Packet.Publish publish = subscriber.expectPublish(topic, "one", QOS_1);
    subscriber.send(puback(publish.packetId()), puback(publish.packetId()));
    subscriber.expectNothingMore();
  }
}
