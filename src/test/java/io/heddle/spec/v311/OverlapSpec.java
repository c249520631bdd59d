package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.to;

import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several subscriptions of one client that match one message: one copy, at the highest QoS. */
class OverlapSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest(name = "{0}, {1} and {2}; published at {3}: {4}")
  @CsvSource({
    "0,1,2,2,2",
    "2,1,0,2,2",
    "1,2,0,2,2",
    "0,0,1,2,1",
    "1,0,0,2,1",
    "0,0,0,2,0",
    "0,2,1,1,1",
    "2,0,2,0,0",
    "0,1,0,1,1",
    "2,2,2,2,2"
  })
  @Tag("3.1.1/MQTT-3.3.5-1")
  void oneCopyAtTheHighestQos(int exact, int plus, int hash, int published, int delivered) {
    Client client = client();
    client.subscribe(topic + "/a", Qos.of(exact));
    client.subscribe(topic + "/+", Qos.of(plus));
    client.subscribe(topic + "/#", Qos.of(hash));
    client().publish(topic + "/a", "hello", Qos.of(published));
    client.receive(topic + "/a", Qos.of(delivered), "hello");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-1")
  void inOneSubscribeToo() {
    Client client = client();
    client.subscribe(to(topic + "/#", QOS_0), to(topic + "/+/c", QOS_2), to(topic + "/b/+", QOS_1));
    client().publish(topic + "/b/c", "hello", QOS_2);
    client.receive(topic + "/b/c", QOS_2, "hello");
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-1")
  void forAnOfflineSessionToo() {
    Login login = Login.v311(stage.name("c")).resume();
    Client client = stage.connect(login);
    client.subscribe(topic + "/+", QOS_0);
    client.subscribe(topic + "/#", QOS_1);
    client.disconnect();
    client().publish(topic + "/a", "hello", QOS_2);
    Client back = stage.resume(login);
    back.receive(topic + "/a", QOS_1, "hello");
    back.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-1")
  void whenTheHighestIsGoneTheNextCounts() {
    Client client = client();
    client.subscribe(topic + "/#", QOS_2);
    client.subscribe(topic + "/+", QOS_1);
    client.subscribe(topic + "/a", QOS_0);
    Client publisher = client();
    publisher.publish(topic + "/a", "two", QOS_2);
    client.receive(topic + "/a", QOS_2, "two");
    client.unsubscribe(topic + "/#");
    publisher.publish(topic + "/a", "one", QOS_2);
    client.receive(topic + "/a", QOS_1, "one");
    client.unsubscribe(topic + "/+");
    publisher.publish(topic + "/a", "zero", QOS_2);
    client.receive(topic + "/a", QOS_0, "zero");
    client.expectNothingMore();
  }
}
