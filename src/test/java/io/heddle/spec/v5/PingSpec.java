package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PINGREQ, and Keep Alive that makes it necessary. */
class PingSpec {
  @RegisterExtension final Stage stage = Stage.plain();
  @RegisterExtension final Stage strict = Stage.with("limits.keep-alive", "60s");

  @Test
  @Tag("5.0/MQTT-3.12.4-1")
  void pingIsAnswered() {
    Client client = stage.connect();
    client.sendRaw("C000");
    client.expectRaw("D000");
    client.sendRaw("C000 C000 C000");
    client.expectRaw("D000");
    client.expectRaw("D000");
    client.expectRaw("D000");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-22")
  @Tag("5.0/MQTT-3.2.2-22")
  @Tag("5.0/MQTT-3.1.2-8")
  void silenceLongerThanKeepAliveEndsTheConnection() {
    String topic = stage.name("will");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Login login = Login.v5(stage.name("c")).keepAlive(1).will(topic, "silent", QOS_0);
    Client lively = stage.connect(Login.v5(stage.name("c")).keepAlive(1));
    Client client = stage.open();
    Packet.Connack connack = client.connect(login);
    assertTrue(!connack.properties().has(Property.SERVER_KEEP_ALIVE));
    long since = System.nanoTime();
    Packet end = null;
    while (end == null) {
      lively.fence();
      end = client.nextWithin(Duration.ofMillis(200));
      assertTrue(millis(since) < 8000, "still there after 8 s of silence with a Keep Alive of 1 s");
    }
    assertTrue(millis(since) >= 1400, "closed after " + millis(since) + " ms, before 1.5 s");
    assertEquals(ReasonCode.KEEP_ALIVE_TIMEOUT, ((Packet.Disconnect) end).reason());
    client.expectClosed();
    watcher.expectPublish(topic, "silent");
    lively.expectNothingMore();
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "61, 60", "65535, 60"})
  @Tag("5.0/MQTT-3.2.2-22")
  void serverKeepAliveIsToldWhereClientAsksForMore(int asked, int told) {
    Properties connack =
        strict.open().connect(Login.v5(strict.name("c")).keepAlive(asked)).properties();
    assertEquals(told, connack.number(Property.SERVER_KEEP_ALIVE, -1));
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-22")
  void shorterKeepAliveIsTheClients() {
    Properties connack =
        strict.open().connect(Login.v5(strict.name("c")).keepAlive(59)).properties();
    assertTrue(!connack.has(Property.SERVER_KEEP_ALIVE));
    assertNull(connack.string(Property.REASON_STRING));
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }
}
