package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receive Maximum in both directions, section 4.9. */
class FlowControlSpec {
  @RegisterExtension final Stage stage = Stage.plain();
  @RegisterExtension final Stage narrow = Stage.with("limits.receive-maximum", "3");

  private final String topic = stage.name("t");

  private Login limited(int maximum) {
    return Login.v5(stage.name("c")).sessionExpiry(600).with(Property.RECEIVE_MAXIMUM, maximum);
  }

  private void publishAll(Qos qos, int from, int to) {
    Client publisher = stage.connect();
    for (int i = from; i < to; i++) {
      publisher.publish(topic, "m" + i, qos);
    }
  }

  @ParameterizedTest
  @CsvSource({"AT_LEAST_ONCE, 1", "AT_LEAST_ONCE, 3", "EXACTLY_ONCE, 1", "EXACTLY_ONCE, 3"})
  @Tag("5.0/MQTT-3.3.4-9")
  @Tag("5.0/MQTT-4.9.0-1")
  @Tag("5.0/MQTT-4.9.0-2")
  @Tag("5.0/MQTT-4.3.2-3")
  void serverSendsNoMoreThanReceiveMaximum(Qos qos, int maximum) {
    Client client = stage.connect(limited(maximum));
    client.subscribe(topic, qos);
    publishAll(qos, 0, 9);
    for (int first = 0; first < 9; first += maximum) {
      Packet.Publish[] open = new Packet.Publish[maximum];
      for (int i = 0; i < maximum; i++) {
        open[i] = client.expectPublish(topic, "m" + (first + i), qos);
      }
      client.expectNothingMore();
      for (Packet.Publish each : open) {
        client.acknowledge(each);
      }
    }
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-9")
  @Tag("5.0/MQTT-4.3.3-5")
  void pubrecDoesNotFreeTheSlotAndPubcompDoes() {
    Client client = stage.connect(limited(1));
    client.subscribe(topic, QOS_2);
    publishAll(QOS_2, 0, 2);
    int id = client.expectPublish(topic, "m0").packetId();
    client.send(Packets.pubrec(id));
    client.expect(Packets.pubrel(id));
    client.expectNothingMore();
    client.send(Packets.pubcomp(id));
    client.expectPublish(topic, "m1");
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-9")
  @Tag("5.0/MQTT-4.4.0-2")
  void refusingPubrecFreesTheSlot() {
    Client client = stage.connect(limited(1));
    client.subscribe(topic, QOS_2);
    publishAll(QOS_2, 0, 2);
    client.send(client.expectPublish(topic, "m0").pubrec(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR));
    client.expectPublish(topic, "m1");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-10")
  @Tag("5.0/MQTT-4.9.0-3")
  void everythingElseGoesOnWhenTheQuotaIsUsedUp() {
    Client client = stage.connect(limited(1));
    client.subscribe(topic, QOS_1);
    publishAll(QOS_1, 0, 2);
    Packet.Publish open = client.expectPublish(topic, "m0");
    String other = stage.name("other");
    client.subscribe(other, QOS_0);
    stage.connect().publish(other, "QoS 0 is not counted", QOS_1);
    client.expectPublish(other, "QoS 0 is not counted", QOS_0);
    client.publish(stage.name("third"), "x", QOS_1);
    client.publish(stage.name("third"), "x", QOS_2);
    client.unsubscribe(other);
    client.expectNothingMore();
    client.acknowledge(open);
    client.receive(topic, QOS_1, "m1");
    client.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  @Tag("5.0/MQTT-3.3.4-9")
  @Tag("5.0/MQTT-4.9.0-1")
  void redeliveryKeepsToTheReceiveMaximumOfTheNewConnection(Qos qos) {
    Login login = limited(5);
    Client client = stage.connect(login);
    client.subscribe(topic, qos);
    publishAll(qos, 0, 5);
    for (int i = 0; i < 5; i++) {
      client.expectPublish(topic, "m" + i);
    }
    client.vanish();
    Client back = stage.resume(renewed(login, 2));
    for (int i = 0; i < 5; i += 2) {
      Packet.Publish first = back.expectPublish(topic, "m" + i);
      Packet.Publish second = i + 1 < 5 ? back.expectPublish(topic, "m" + (i + 1)) : null;
      back.expectNothingMore();
      back.acknowledge(first);
      if (second != null) {
        back.acknowledge(second);
      }
    }
    back.expectNothingMore();
  }

  private static Login renewed(Login login, int maximum) {
    return Login.v5(login.packet().clientId())
        .sessionExpiry(600)
        .with(Property.RECEIVE_MAXIMUM, maximum);
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-9")
  void sharedAndOrdinaryMessagesCountTogether() {
    Client client = stage.connect(limited(2));
    client.subscribe(to(topic, QOS_1), to("$share/g/" + topic + "/s", QOS_1));
    Client publisher = stage.connect();
    publisher.publish(topic, "a", QOS_1);
    publisher.publish(topic + "/s", "b", QOS_1);
    publisher.publish(topic, "c", QOS_1);
    publisher.publish(topic + "/s", "d", QOS_1);
    assertEquals(2, client.drain().size());
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-7")
  @Tag("5.0/MQTT-4.9.0-1")
  @Tag("5.0/MQTT-4.9.0-2")
  void clientThatSendsMoreThanTheServersReceiveMaximumIsClosed() {
    Client client = narrow.open();
    Packet.Connack connack = client.connect(Login.v5(narrow.name("c")));
    assertEquals(3, connack.properties().number(Property.RECEIVE_MAXIMUM, 65_535));
    for (int id = 1; id <= 3; id++) {
      client.send(publish(narrow.name("t"), "x", QOS_2, id));
      assertEquals(id, client.expect(Packet.Pubrec.class).packetId());
    }
    client.send(publish(narrow.name("t"), "x", QOS_2, 4));
    client.expectDisconnect(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("5.0/MQTT-3.3.4-7")
  void pubrelFreesTheServersSlot(boolean repeat) {
    Client client = narrow.connect();
    for (int id = 1; id <= 3; id++) {
      client.send(publish(narrow.name("t"), "x", QOS_2, id));
      client.expect(Packet.Pubrec.class);
    }
    for (int id = 4; id < 20; id++) {
      client.send(Packets.pubrel(id - 3));
      client.expect(Packets.pubcomp(id - 3));
      Packet.Publish publish = publish(narrow.name("t"), "x", QOS_2, id);
      client.send(publish);
      client.expect(Packet.Pubrec.class);
      if (repeat) {
        client.send(Packets.repeated(publish));
        client.expect(Packet.Pubrec.class);
      }
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-7")
  @Tag("5.0/MQTT-4.9.0-1")
  void eachConnectionBeginsWithTheWholeReceiveMaximum() {
    Login login = Login.v5(narrow.name("c")).sessionExpiry(600);
    Client before = narrow.connect(login);
    for (int id = 1; id <= 3; id++) {
      before.send(publish(narrow.name("t"), "x", QOS_2, id));
      before.expect(Packet.Pubrec.class);
    }
    before.vanish();
    Client back = narrow.resume(login);
    for (int id = 4; id <= 6; id++) {
      back.send(publish(narrow.name("t"), "x", QOS_2, id));
      back.expect(Packet.Pubrec.class);
    }
    back.send(publish(narrow.name("t"), "x", QOS_2, 7));
    back.expectDisconnect(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-7")
  void acknowledgedMessagesOfQos1AreNotCounted() {
    Client client = narrow.connect();
    for (int i = 0; i < 30; i++) {
      client.publish(narrow.name("t"), "x", QOS_1);
    }
  }
}
