package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two connections, one Client Identifier: the later one has it. */
class TakeoverSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Client other() {
    return stage.connect(MQTT_3_1_1, stage.name("p"));
  }

  private static Login login(String id, boolean clean) {
    return clean ? Login.v311(id) : Login.v311(id).resume();
  }

  @ParameterizedTest(name = "clean {0} then clean {1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  @Tag("3.1.1/MQTT-3.1.4-2")
  void theEarlierConnectionIsClosedAndTheLaterServed(boolean cleanBefore, boolean cleanNow) {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client before = stage.connect(login(id, cleanBefore));
    before.subscribe(topic, QOS_1);
    Client now = stage.open(MQTT_3_1_1);
    boolean present = now.connect(login(id, cleanNow)).sessionPresent();
    before.expectClosed();
    assertEquals(!cleanBefore && !cleanNow, present);
    if (!present) {
      other().publish(topic, "to nobody", QOS_1);
      now.expectNothingMore();
      now.subscribe(topic, QOS_1);
    }
    other().publish(topic, "hello", QOS_1);
    now.receive(topic, QOS_1, "hello");
    now.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-2")
  void whatWasInFlightGoesToTheLaterConnection() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client before = stage.connect(login(id, false));
    before.subscribe(topic, QOS_2);
    Client publisher = other();
    publisher.publish(topic, "one", QOS_1);
    publisher.publish(topic, "two", QOS_2);
    int first = before.expectPublish(topic, "one", QOS_1).packetId();
    int second = before.expectPublish(topic, "two", QOS_2).packetId();
    Client now = stage.resume(login(id, false));
    before.expectClosed();
    Packet.Publish one = now.expectPublish(topic, "one", QOS_1);
    Packet.Publish two = now.expectPublish(topic, "two", QOS_2);
    assertTrue(one.dup() && two.dup());
    assertEquals(first, one.packetId());
    assertEquals(second, two.packetId());
    now.acknowledge(one);
    now.acknowledge(two);
    now.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-2")
  void theLastOfManyHasTheSession() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client last = stage.connect(login(id, false));
    last.subscribe(topic, QOS_1);
    for (int i = 0; i < 20; i++) {
      Client next = stage.resume(login(id, false));
      last.expectClosed();
      last = next;
    }
    other().publish(topic, "hello", QOS_1);
    last.receive(topic, QOS_1, "hello");
    last.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-2")
  void aLateAcknowledgementOfTheEarlierConnectionChangesNothing() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client before = stage.connect(login(id, false));
    before.subscribe(topic, QOS_1);
    other().publish(topic, "one", QOS_1);
    int packetId = before.expectPublish(topic, "one", QOS_1).packetId();
    Client now = stage.resume(login(id, false));
    before.send(puback(packetId));
    before.expectClosed();
    now.expectPublish(topic, "one", QOS_1);
    now.vanish();
    Client again = stage.resume(login(id, false));
    again.receive(topic, QOS_1, "one");
    again.fence();
    again.vanish();
    stage.resume(login(id, false)).expectNothingMore();
  }
}
