package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.subscribeAs;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Stage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Overlapping subscriptions on a server that sends one copy for each. */
class OverlapSpec {
  @RegisterExtension final Stage stage = Stage.with("subscribe.overlap", "each");

  @Test
  @Tag("5.0/MQTT-3.3.4-2")
  @Tag("5.0/MQTT-3.3.4-5")
  void eachCopyHasTheIdentifierAndQosOfItsSubscription() {
    String topic = stage.name("t");
    Client client = stage.connect();
    client.subscribe(subscribeAs(10, 1, to(topic + "/#", QOS_1)));
    client.subscribe(subscribeAs(20, 2, to(topic + "/+", QOS_2)));
    client.subscribe(to(topic + "/a", QOS_0));
    stage.connect().publish(topic + "/a", "x", QOS_2);
    Map<List<Integer>, Qos> got = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      Packet.Publish publish = client.expectPublish(topic + "/a", "x");
      int[] ids = publish.properties().subscriptionIdentifiers();
      got.put(Arrays.stream(ids).boxed().toList(), publish.qos());
    }
    client.expectNothingMore();
    assertEquals(Map.of(List.of(10), QOS_1, List.of(20), QOS_2, List.of(), QOS_0), got);
  }
}
