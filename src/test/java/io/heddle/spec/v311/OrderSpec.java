package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.puback;
import static io.heddle.spec.Packets.pubcomp;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was sent first arrives first. */
class OrderSpec {
  private static final int MANY = 500;

  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  /** Publishes m0, m1, … in writes of ten packets, and sees the exchanges through. */
  private void publishMany(Client publisher, Qos qos) {
    for (int from = 0; from < MANY; from += 10) {
      Packet[] publishes = new Packet[10];
      for (int i = 0; i < 10; i++) {
        int number = from + i;
        publishes[i] = publish(topic + "/" + number % 3, "m" + number, qos, qos.value() * (i + 1));
      }
      publisher.send(publishes);
      for (int i = 0; i < 10 && qos != Qos.AT_MOST_ONCE; i++) {
        int id = qos.value() * (i + 1);
        publisher.expect(qos == QOS_1 ? puback(id) : pubrec(id));
        if (qos == QOS_2) {
          publisher.send(pubrel(id));
        }
      }
      for (int i = 0; i < 10 && qos == QOS_2; i++) {
        publisher.expect(pubcomp(qos.value() * (i + 1)));
      }
    }
    publisher.fence();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-4.6.0-5")
  @Tag("3.1.1/MQTT-4.6.0-6")
  void messagesOfOnePublisherArriveInOrder(Qos qos) {
    Client one = client();
    one.subscribe(topic + "/#", QOS_2);
    Client two = client();
    two.subscribe(topic + "/+", QOS_2);
    Client publisher = client();
    Thread publishing = Thread.startVirtualThread(() -> publishMany(publisher, qos));
    for (int i = 0; i < MANY; i++) {
      one.acknowledge(one.expectPublish(topic + "/" + i % 3, "m" + i, qos));
      two.acknowledge(two.expectPublish(topic + "/" + i % 3, "m" + i, qos));
    }
    join(publishing);
    one.expectNothingMore();
    two.expectNothingMore();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("3.1.1/MQTT-4.6.0-6")
  void messagesThatWaitedArriveInOrder(Qos qos) {
    String id = stage.name("c");
    Client before = stage.connect(Login.v311(id).resume());
    before.subscribe(topic + "/#", QOS_2);
    before.disconnect();
    Client publisher = client();
    for (int i = 0; i < 60; i++) {
      publisher.publish(topic + "/" + i % 2, "m" + i, qos);
    }
    Client back = stage.resume(Login.v311(id));
    for (int i = 0; i < 60; i++) {
      back.receive(topic + "/" + i % 2, qos, "m" + i);
    }
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.6.0-6")
  void acknowledgementsComeInTheOrderOfTheMessages() {
    Client publisher = client();
    Packet[] publishes = new Packet[15];
    for (int i = 0; i < publishes.length; i++) {
      publishes[i] = publish(topic, "m", i % 3 == 0 ? QOS_1 : QOS_2, 100 - i);
    }
    publisher.send(publishes);
    List<Packet> answers = new ArrayList<>();
    for (Packet each : publishes) {
      answers.add(publisher.next());
    }
    assertEquals(expected(publishes, QOS_1), only(answers, Packet.Puback.class));
    assertEquals(expected(publishes, QOS_2), only(answers, Packet.Pubrec.class));
  }

  private static List<Packet> expected(Packet[] publishes, Qos qos) {
    List<Packet> expected = new ArrayList<>();
    for (Packet packet : publishes) {
      Packet.Publish publish = (Packet.Publish) packet;
      if (publish.qos() == qos) {
        int id = publish.packetId();
        expected.add(qos == QOS_1 ? puback(id) : pubrec(id));
      }
    }
    return expected;
  }

  private static List<Packet> only(List<Packet> packets, Class<? extends Packet> type) {
    return packets.stream().filter(type::isInstance).toList();
  }

  @Test
  @Tag("3.1.1/MQTT-4.6.0-6")
  void pubrelsComeInTheOrderOfThePubrecs() {
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    Client publisher = client();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      publisher.publish(topic, "m" + i, QOS_2);
      ids.add(subscriber.expectPublish(topic, "m" + i, QOS_2).packetId());
    }
    ids.sort(Comparator.reverseOrder());
    subscriber.send(ids.stream().map(id -> pubrec(id)).toArray(Packet[]::new));
    for (int id : ids) {
      subscriber.expect(pubrel(id));
    }
  }

  @Test
  @Tag("3.1.1/MQTT-4.6.0-6")
  void resentMessagesKeepTheirOrderThoughOthersWereAcknowledged() {
    String id = stage.name("c");
    Client before = stage.connect(Login.v311(id).resume());
    before.subscribe(topic, QOS_2);
    Client publisher = client();
    List<Packet.Publish> heard = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      publisher.publish(topic, "m" + i, i % 2 == 0 ? QOS_1 : QOS_2);
      heard.add(before.expectPublish(topic, "m" + i));
    }
    for (int i : new int[] {10, 3, 0, 7}) {
      before.acknowledge(heard.get(i));
    }
    before.fence();
    before.vanish();
    Client back = stage.resume(Login.v311(id));
    for (int i : new int[] {1, 2, 4, 5, 6, 8, 9, 11}) {
      assertEquals(heard.get(i).packetId(), back.expectPublish(topic, "m" + i).packetId());
    }
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.6.0-6")
  void aWindowFullOfMessagesDoesNotLetLaterOnesPass() {
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_1);
    Client publisher = client();
    for (int i = 0; i < 150; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
    }
    for (int i = 0; i < 150; i++) {
      subscriber.receive(topic, QOS_1, "m" + i);
    }
    subscriber.expectNothingMore();
  }
}
