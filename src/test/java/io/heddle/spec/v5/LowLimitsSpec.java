package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
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

/** Limits that are so low that what a client asked for and what it got differ. */
class LowLimitsSpec {
  @RegisterExtension
  final Stage stage = Stage.with("session.expiry-max", "0", "limits.topic-length", "20");

  @Test
  @Tag("5.0/MQTT-3.1.2-10")
  void clientWhoseSessionExpiryWasCutToZeroMayNameAnotherOne() {
    Client watcher = stage.connect();
    String topic = stage.name("w");
    watcher.subscribe(topic, QOS_0);
    Client client =
        stage.connect(Login.v5(stage.name("c")).sessionExpiry(600).will(topic, "gone", QOS_0));
    Properties longer = Properties.builder().add(Property.SESSION_EXPIRY_INTERVAL, 60).build();
    client.disconnect(new Packet.Disconnect(ReasonCode.SUCCESS, longer));
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-6")
  void longestFilterIsCountedInBytes() {
    Client client = stage.connect();
    String ten = "\u00e9".repeat(10);
    client.send(Packets.subscribe(1, to(ten, QOS_0), to(ten + "x", QOS_0)));
    assertEquals(
        List.of(ReasonCode.SUCCESS, ReasonCode.TOPIC_FILTER_INVALID),
        client.expect(Packet.Suback.class).reasons());
  }
}
