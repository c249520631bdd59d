package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A queue that is full: the publisher is told where nobody could take its message, and what was
 * acknowledged is delivered.
 */
class QueueSpec {
  @RegisterExtension final Stage stage = Stage.with("queue.messages", "2");

  private final String topic = stage.name("t");

  private Client slow() {
    Client client = stage.connect(Login.v5(stage.name("c")).with(Property.RECEIVE_MAXIMUM, 1));
    client.subscribe(topic, QOS_2);
    return client;
  }

  private ReasonCode answer(Client publisher, Packet.Publish publish) {
    publisher.send(publish);
    return publish.qos() == QOS_1
        ? publisher.expect(Packet.Puback.class).reason()
        : publisher.expect(Packet.Pubrec.class).reason();
  }

  @Test
  @Tag("5.0/MQTT-3.4.2-1")
  @Tag("5.0/MQTT-3.5.2-1")
  @Tag("5.0/MQTT-4.3.3-9")
  void whereEveryReceiverIsFullThePublisherIsTold() {
    Client slow = slow();
    Client publisher = stage.connect();
    for (String payload : new String[] {"on its way", "waits 1", "waits 2"}) {
      assertEquals(ReasonCode.SUCCESS, answer(publisher, publish(topic, payload, QOS_1, 1)));
    }
    assertEquals(ReasonCode.QUOTA_EXCEEDED, answer(publisher, publish(topic, "x", QOS_1, 1)));
    assertEquals(ReasonCode.QUOTA_EXCEEDED, answer(publisher, publish(topic, "y", QOS_2, 7)));
    slow.receive(topic, QOS_1, "on its way", "waits 1", "waits 2");
    slow.expectNothingMore();
    // The refusal has ended the exchange: the same identifier is a new message.
    publisher.publish(publish(topic, "z", QOS_2, 7));
    slow.receive(topic, QOS_2, "z");
    slow.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.3.2-4")
  void whereOneReceiverTakesItThePublisherIsNotTold() {
    Client slow = slow();
    Client quick = stage.connect();
    quick.subscribe(topic, QOS_1);
    Client publisher = stage.connect();
    for (String payload : new String[] {"1", "2", "3", "4", "5"}) {
      publisher.publish(topic, payload, QOS_1);
      quick.receive(topic, QOS_1, payload);
    }
    slow.receive(topic, QOS_1, "1", "2", "3");
    slow.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-5")
  void expiredMessagesMakeRoom() {
    Client slow = slow();
    Client publisher = stage.connect();
    publisher.publish(topic, "on its way", QOS_1);
    Packet.Publish expiring =
        with(
            publish(topic, "short", QOS_1, 1),
            properties().add(Property.MESSAGE_EXPIRY_INTERVAL, 1));
    publisher.publish(expiring);
    publisher.publish(expiring);
    Packet.Publish open = slow.expectPublish(topic, "on its way");
    stage.awaitSecond();
    publisher.publish(topic, "later", QOS_1);
    slow.acknowledge(open);
    slow.receive(topic, QOS_1, "later");
    slow.expectNothingMore();
    slow.send(Packets.disconnect());
    slow.expectClosed();
  }
}
