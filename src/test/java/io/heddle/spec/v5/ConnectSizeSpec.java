package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before a server knows who a client is it takes smaller packets than later. */
class ConnectSizeSpec {
  @RegisterExtension final Stage stage = Stage.with("limits.connect-size", "300");

  @Test
  void thatLimitIsForConnectAlone() {
    String topic = stage.name("t");
    Client client = stage.open();
    Login login = Login.v5(stage.name("c")).will(stage.name("w"), "x".repeat(200), QOS_0);
    assertEquals(
        4 << 20, client.connect(login).properties().number(Property.MAXIMUM_PACKET_SIZE, -1));
    client.subscribe(topic, QOS_0);
    client.publish(topic, "x".repeat(10_000), QOS_0);
    client.expectPublish(topic, "x".repeat(10_000));
  }

  @Test
  void aLargerConnectIsRefused() {
    Client client = stage.open();
    client.send(
        Login.v5(stage.name("c")).will(stage.name("w"), "x".repeat(60_000), QOS_0).packet());
    client.expectRefused(ReasonCode.PACKET_TOO_LARGE);
  }

  /** The length, and then as little as tells the version. */
  @ParameterizedTest
  @ValueSource(strings = {"10 FFFFFF7F", "10 8080 01", "10 AC02"})
  void aLargerConnectIsRefusedBeforeItIsThere(String header) {
    Client client = stage.open();
    client.sendRaw(header + " 'MQTT' 05 02 0000 00 0000");
    client.expectRefused(ReasonCode.PACKET_TOO_LARGE);
  }

  @Test
  void anUnknownVersionIsToldWhateverTheSize() {
    Client client = stage.open(Version.MQTT_3_1_1);
    client.sendRaw("10 FFFFFF7F 'MQTT' 06 02 0000 0000 000000");
    client.expectRefused(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
  }

  /** No Return Code of theirs says it. */
  @ParameterizedTest
  @ValueSource(strings = {"'MQTT' 04", "'MQIsdp' 03"})
  void olderVersionsAreClosed(String protocol) {
    Client client = stage.open(Version.MQTT_3_1_1);
    client.sendRaw("10 FFFFFF7F " + protocol + " 02 0000 0000 000000");
    client.expectClosed();
  }
}
