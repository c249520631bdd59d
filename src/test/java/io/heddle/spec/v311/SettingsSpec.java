package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.v311.Frames.CLEAN;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may forbid, and what a 3.1.1 client is told of it. */
class SettingsSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with(
          "limits.connect-timeout", "1s",
          "limits.client-id-length", "40",
          "mqtt.wildcard-subscriptions", "false",
          "subscribe.deny", "test/nosubscribe",
          "session.expiry-max", "1s");

  private final String topic = stage.name("t");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, CLEAN})
  @Tag("3.1.1/MQTT-3.1.3-9")
  @Tag("3.1.1/MQTT-3.2.2-4")
  @Tag("3.1.1/MQTT-3.2.2-5")
  void aClientIdThatIsTooLongIsRefusedWithTwo(int clean) {
    stage.connect(MQTT_3_1_1, "x".repeat(40)).disconnect();
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(clean, "'" + "x".repeat(41) + "'"));
    client.expectRaw("20 02 00 02");
    client.expectClosed();
  }

  /** "Encoded bytes in length" is how 3.1.1 counts, section 3.1.3.1; two are in an umlaut. */
  @Test
  void bytesOfAClientIdCount() {
    stage.connect(MQTT_3_1_1, "\u00e4".repeat(20)).disconnect();
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(Frames.connect(CLEAN, "'" + "\u00e4".repeat(21) + "'"));
    client.expectRaw("20 02 00 02");
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "+", "a/#", "a/+", "+/b", "a/+/c"})
  @Tag("3.1.1/MQTT-3.8.3-2")
  void withoutWildcardSupportEveryWildcardIsRefused(String filter) {
    Client client = client();
    client.sendRaw(Raw.packet(0x82, "0001 '" + filter + "' 01"));
    client.expectRaw("90 03 0001 80");
    client().publish("a/b", "hello", QOS_1);
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.8.4-5")
  @Tag("3.1.1/MQTT-3.9.3-1")
  @Tag("3.1.1/MQTT-3.9.3-2")
  void aRefusedFilterAmongGrantedOnesHas80InItsPlace() {
    Client client = client();
    String own = "'" + topic + "'";
    client.sendRaw(Raw.packet(0x82, "0005 'test/nosubscribe' 02" + own + "01 'a/#' 00 'b' 02"));
    client.expectRaw("90 06 0005 80 01 80 02");
    Client publisher = client();
    publisher.publish("test/nosubscribe", "hidden", QOS_2);
    publisher.publish(topic, "shown", QOS_2);
    client.receive(topic, QOS_1, "shown");
    client.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10 10 0004 <MQTT> 04 02", "10 FF", "16 03 01 02 00 01 00 01 FC 03 03"})
  void whoSendsNoConnectInTimeIsClosed(String bytes) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(bytes);
    client.expectClosed(Duration.ofSeconds(4));
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-4")
  void theOperatorMayEndSessionsThatAreLongGone() {
    Login login = Login.v311(stage.name("c")).resume();
    Client client = stage.connect(login);
    client.subscribe(topic, QOS_1);
    client.disconnect();
    Client idle = stage.connect(Login.v311(stage.name("c")).keepAlive(2));
    idle.expectClosed();
    Client back = stage.open(MQTT_3_1_1);
    back.send(login.packet());
    Packet.Connack connack = back.expectConnack();
    if (connack.sessionPresent()) {
      throw back.failure("the session should have ended a second after its connection");
    }
    client().publish(topic, "hello", QOS_0);
    back.expectNothingMore();
  }
}
