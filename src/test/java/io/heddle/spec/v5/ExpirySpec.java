package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Message Expiry Interval: what waits too long is not delivered, and what is delivered tells how
 * long it is good for.
 */
class ExpirySpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private static Packet.Publish expiring(String topic, String payload, Qos qos, long seconds) {
    return with(
        publish(topic, payload, qos, qos == QOS_0 ? 0 : 1),
        properties().add(Property.MESSAGE_EXPIRY_INTERVAL, seconds));
  }

  private static long left(Packet.Publish publish) {
    return publish.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-6")
  void intervalArrivesWhereNothingWaited() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    publisher.publish(expiring(topic, "long", QOS_1, 4_294_967_295L));
    long left = left(client.expectPublish(topic, "long"));
    assertTrue(left >= 4_294_967_290L && left <= 4_294_967_295L, "left: " + left);
    publisher.publish(topic, "for ever", QOS_1);
    assertEquals(-1, left(client.expectPublish(topic, "for ever")));
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-5")
  @Tag("5.0/MQTT-3.3.2-6")
  void waitingMessagesExpireOrTellWhatIsLeft() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_2);
    client.disconnect();
    Client publisher = stage.connect();
    publisher.publish(expiring(topic, "short", QOS_1, 1));
    publisher.publish(expiring(topic, "long", QOS_1, 600));
    publisher.publish(expiring(topic, "short too", QOS_2, 1));
    publisher.publish(topic, "for ever", QOS_2);
    stage.awaitSecond();
    Client back = stage.resume(login);
    Packet.Publish publish = back.expectPublish(topic, "long");
    long left = left(publish);
    assertTrue(left >= 580 && left <= 599, "left: " + left);
    back.acknowledge(publish);
    back.receive(topic, QOS_2, "for ever");
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-5")
  void messageThatWaitsForTheWindowExpires() {
    Client client = stage.connect(Login.v5(stage.name("c")).with(Property.RECEIVE_MAXIMUM, 1));
    client.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    publisher.publish(topic, "first", QOS_1);
    publisher.publish(expiring(topic, "short", QOS_1, 1));
    publisher.publish(topic, "last", QOS_1);
    Packet.Publish first = client.expectPublish(topic, "first");
    stage.awaitSecond();
    client.acknowledge(first);
    client.receive(topic, QOS_1, "last");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-6")
  void retainedMessageTellsWhatIsLeft() {
    stage.connect().publish(Packets.retained(expiring(topic, "kept", QOS_1, 600)));
    stage.awaitSecond();
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    long left = left(client.expectPublish(topic, "kept"));
    assertTrue(left >= 580 && left <= 599, "left: " + left);
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-13")
  @Tag("5.0/MQTT-4.3.3-7")
  void exchangeIsCompletedEvenIfTheMessageExpired() {
    Client publisher = stage.connect();
    publisher.send(expiring(topic, "short", QOS_2, 1));
    assertEquals(1, publisher.expect(Packet.Pubrec.class).packetId());
    stage.awaitSecond();
    publisher.send(Packets.repeated(expiring(topic, "short", QOS_2, 1)));
    assertEquals(1, publisher.expect(Packet.Pubrec.class).packetId());
    publisher.send(Packets.pubrel(1));
    publisher.expect(Packets.pubcomp(1));
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-5")
  void intervalZeroIsStillDeliveredAtOnceOrNotAtAll() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    Client publisher = stage.connect();
    publisher.publish(expiring(topic, "now or never", QOS_0, 0));
    publisher.publish(topic, "next", QOS_0);
    Packet.Publish publish = client.expect(Packet.Publish.class);
    if (publish.payload().text().equals("now or never")) {
      assertEquals(0, left(publish));
      client.expectPublish(topic, "next");
    }
  }
}
