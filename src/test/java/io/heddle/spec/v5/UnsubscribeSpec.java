package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** UNSUBSCRIBE and UNSUBACK. */
class UnsubscribeSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  @Test
  @Tag("5.0/MQTT-3.10.4-1")
  @Tag("5.0/MQTT-3.10.4-4")
  @Tag("5.0/MQTT-3.10.4-5")
  @Tag("5.0/MQTT-3.10.4-6")
  @Tag("5.0/MQTT-3.11.3-1")
  @Tag("5.0/MQTT-3.11.3-2")
  @Tag("5.0/MQTT-2.2.1-6")
  void oneUnsubackAnswersAllFiltersInOrder() {
    Client client = stage.connect();
    client.subscribe(Packets.to(topic + "/a", QOS_0), Packets.to(topic + "/+", QOS_0));
    client.send(
        Packets.unsubscribe(0xABCD, topic + "/b", topic + "/a", topic + "/#", topic + "/+"));
    Packet.Unsuback unsuback = client.expect(Packet.Unsuback.class);
    assertEquals(0xABCD, unsuback.packetId());
    assertEquals(
        List.of(
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.SUCCESS,
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.SUCCESS),
        unsuback.reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-1")
  void filtersAreComparedLiterally() {
    Client client = stage.connect();
    client.subscribe(topic + "/a", QOS_0);
    client.subscribe(topic + "/+/b", QOS_0);
    client.send(Packets.unsubscribe(7, topic + "/+", topic + "/#", topic + "/x/b", topic + "/A"));
    assertEquals(
        List.of(
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.NO_SUBSCRIPTION_EXISTED,
            ReasonCode.NO_SUBSCRIPTION_EXISTED),
        client.expect(Packet.Unsuback.class).reasons());
    Client publisher = stage.connect();
    publisher.publish(topic + "/a", "1", QOS_0);
    publisher.publish(topic + "/x/b", "2", QOS_0);
    client.expectPublish(topic + "/a", "1");
    client.expectPublish(topic + "/x/b", "2");
    client.unsubscribe(topic + "/+/b");
    publisher.publish(topic + "/x/b", "3", QOS_0);
    publisher.publish(topic + "/a", "4", QOS_0);
    client.expectPublish(topic + "/a", "4");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-5")
  @Tag("5.0/MQTT-3.11.3-2")
  void unsubackComesEvenIfNothingWasSubscribed() {
    Client client = stage.connect();
    client.send(Packets.unsubscribe(3, topic));
    Packet.Unsuback unsuback = client.expect(Packet.Unsuback.class);
    assertEquals(3, unsuback.packetId());
    assertEquals(List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED), unsuback.reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-2")
  void nothingNewComesAfterUnsuback() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    publisher.publish(topic, "before", QOS_1);
    client.receive(topic, QOS_1, "before");
    client.unsubscribe(topic);
    publisher.publish(topic, "after", QOS_1);
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-3")
  void deliveriesThatHadBegunAreFinished() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_2);
    Client publisher = stage.connect();
    publisher.publish(topic, "one", QOS_1);
    publisher.publish(topic, "two", QOS_2);
    Packet.Publish one = client.expectPublish(topic, "one", QOS_1);
    Packet.Publish two = client.expectPublish(topic, "two", QOS_2);
    client.unsubscribe(topic);
    Client back = stage.resume(login);
    assertEquals(Packets.repeated(one), back.expectPublish(topic, "one"));
    assertEquals(Packets.repeated(two), back.expectPublish(topic, "two"));
    back.acknowledge(one);
    back.acknowledge(two);
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-3")
  void handshakeGoesOnAfterUnsubscribe() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_2);
    stage.connect().publish(topic, "x", QOS_2);
    Packet.Publish publish = client.expectPublish(topic, "x");
    client.unsubscribe(topic);
    client.send(Packets.pubrec(publish.packetId()));
    client.expect(Packets.pubrel(publish.packetId()));
    client.send(Packets.pubcomp(publish.packetId()));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-1")
  void sharedSubscriptionIsAnotherThanThePlainOne() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    client.subscribe("$share/g/" + topic, QOS_0);
    client.unsubscribe("$share/g/" + topic);
    client.send(Packets.unsubscribe(9, "$share/g/" + topic));
    assertEquals(
        List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED),
        client.expect(Packet.Unsuback.class).reasons());
    client.send(Packets.publish(topic, "still"));
    client.expectPublish(topic, "still");
  }

  @Test
  @Tag("5.0/MQTT-3.10.3-2")
  void unsubscribeWithoutFilterIsRefused() {
    Client client = stage.connect();
    client.sendRaw("A2 {0001 00}");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-3.10.4-4")
  void userPropertiesOfUnsubscribeAreNoObstacle() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    client.send(
        new Packet.Unsubscribe(
            5,
            Packets.properties().user("why", "").user("why", "not").build(),
            Packets.unsubscribe(5, topic).filters()));
    assertEquals(List.of(ReasonCode.SUCCESS), client.expect(Packet.Unsuback.class).reasons());
    client.send(
        Packets.with(
            Packets.publish(topic, "x"), Packets.properties().add(Property.CONTENT_TYPE, "t")));
    client.expectNothingMore();
  }
}
