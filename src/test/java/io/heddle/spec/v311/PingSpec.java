package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;

import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signs of life. */
class PingSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private Client silent() {
    return stage.connect(Login.v311(stage.name("c")).keepAlive(1));
  }

  @Test
  @Tag("3.1.1/MQTT-3.12.4-1")
  void pingreqIsAnsweredWithPingresp() {
    Client client = stage.connect(MQTT_3_1_1, stage.name("c"));
    client.sendRaw("C0 00");
    client.expectRaw("D0 00");
    client.sendRaw("C0 00 C0 00 C0 00");
    for (int i = 0; i < 3; i++) {
      client.expectRaw("D0 00");
    }
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-24")
  void aSilentClientIsDroppedAfterOneAndAHalfTimesItsKeepAlive() {
    long connected = System.nanoTime();
    silent().expectClosed(Duration.ofSeconds(5));
    Duration silence = Duration.ofNanos(System.nanoTime() - connected);
    Assertions.assertTrue(silence.toMillis() >= 1400, silence::toString);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-24")
  void whatTheServerSendsIsNoSignOfLife() {
    String topic = stage.name("t");
    Client client = silent();
    client.subscribe(topic, QOS_0);
    Client publisher = stage.connect(MQTT_3_1_1, stage.name("p"));
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    do {
      publisher.publish(topic, "noise", QOS_0);
      Assertions.assertTrue(System.nanoTime() < deadline, "the client should have been dropped");
    } while (client.nextOrEnd() != null);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-24")
  void halfAPacketIsNoPacket() {
    Client client = silent();
    client.sendRaw("30 7F 0001");
    client.expectClosed(Duration.ofSeconds(5));
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-24")
  void whoSaysAnythingInTimeStays() {
    Client none = stage.connect(Login.v311(stage.name("c")));
    Client talking = stage.connect(Login.v311(stage.name("c")).keepAlive(2));
    for (int i = 0; i < 3; i++) {
      silent().expectClosed(Duration.ofSeconds(5));
      talking.fence();
    }
    none.fence();
  }
}
