package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;

import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orderly end. That a will is dropped is in {@link WillSpec}. */
class DisconnectSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @Test
  @Tag("3.1.1/MQTT-3.14.4-3")
  void theServerClosesWithoutAWord() {
    Client client = stage.connect(MQTT_3_1_1, stage.name("c"));
    client.sendRaw("E0 00");
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"E1 00", "E2 00", "E4 00", "E8 00", "EF 00", "E0 01 00", "E0 02 00 00"})
  @Tag("3.1.1/MQTT-3.14.1-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aMalformedDisconnectIsNone(String bytes) {
    String topic = stage.name("w");
    Client observer = stage.connect(MQTT_3_1_1, stage.name("o"));
    observer.subscribe(topic, QOS_0);
    Client client = stage.connect(Login.v311(stage.name("c")).will(topic, "gone", QOS_0));
    client.sendRaw(bytes);
    client.expectClosed();
    observer.expectPublish(topic, "gone");
  }

  @Test
  void whatFollowsADisconnectIsNotProcessed() {
    String topic = stage.name("t");
    Client observer = stage.connect(MQTT_3_1_1, stage.name("o"));
    observer.subscribe(topic, QOS_0);
    Client client = stage.connect(MQTT_3_1_1, stage.name("c"));
    byte[] publish = Raw.packet(0x30, "'" + topic + "' <late>");
    client.sendRaw(Raw.join(Raw.bytes("E0 00"), publish, publish));
    client.expectClosed();
    stage.connect(MQTT_3_1_1, stage.name("p")).publish(topic, "fence", QOS_0);
    observer.expectPublish(topic, "fence");
  }
}
