package io.heddle.spec.v31;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;

import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator may forbid and allow, and what a 3.1 client is told of it. */
class SettingsSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with("limits.client-id-length-31", "30", "subscribe.deny", "test/nosubscribe");

  /**
   * "If a server implementation does not authorize a SUBSCRIBE request to be made by a client, it
   * has no way of informing that client. It must therefore make a positive acknowledgement with a
   * SUBACK" (3.1, section 3.8).
   */
  @Test
  void aRefusedFilterIsAcknowledgedAsIfItWereGranted() {
    String topic = stage.name("t");
    Client client = stage.connect(MQTT_3_1, stage.name("c"));
    client.sendRaw(Raw.packet(0x82, "0001 'test/nosubscribe' 01 '" + topic + "' 00"));
    client.expectRaw("90 04 0001 01 00");
    Client publisher = stage.connect(MQTT_3_1, stage.name("p"));
    publisher.publish("test/nosubscribe", "hidden", QOS_1);
    publisher.publish(topic, "shown", QOS_0);
    client.expectPublish(topic, "shown");
    client.expectNothingMore();
  }

  @Test
  void longerClientIdsMayBeAllowed() {
    stage.connect(MQTT_3_1, "x".repeat(30)).disconnect();
    // 3.1 counts characters, whatever they take: these have two chars in Java and four bytes.
    stage.connect(MQTT_3_1, "\ud83d\ude00".repeat(30)).disconnect();
    Client client = stage.open(MQTT_3_1);
    client.sendRaw(ConnectSpec.connect(0x02, "'" + "x".repeat(31) + "'"));
    client.expectRaw("20 02 00 02");
    client.expectClosed();
  }
}
