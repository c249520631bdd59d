package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of docs/packet-library.md does what the page says, in all versions. */
@Timeout(60)
class SmallClientTest {
  private static Broker broker;

  @BeforeAll
  static void start() {
    broker =
        Heddle.start(
            Map.of("listener.tcp.port", "0", "subscribe.deny", "forbidden", "sys.interval", "1h"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static SmallClient client(Version version) throws Exception {
    Socket socket = new Socket("127.0.0.1", broker.endpoints().getFirst().getPort());
    return new SmallClient(socket, Packet.Connect.of(version, "small"));
  }

  @ParameterizedTest
  @EnumSource
  void messagesGoAndComeAtEveryLevel(Version version) throws Exception {
    try (SmallClient client = client(version)) {
      client.subscribe("house/#", Qos.EXACTLY_ONCE);
      for (Qos qos : Qos.values()) {
        client.publish("house/" + version, "level " + qos, qos);
        Packet.Publish message = client.receive();
        assertEquals("house/" + version, String.valueOf(message.topic()));
        assertEquals("level " + qos, message.payload().text());
        assertEquals(qos, message.qos());
      }
    }
  }

  @Test
  void aRefusalIsAnError() throws Exception {
    try (SmallClient client = client(Version.MQTT_5_0)) {
      IOException refusal =
          assertThrows(IOException.class, () -> client.subscribe("forbidden", Qos.AT_MOST_ONCE));
      assertTrue(refusal.getMessage().startsWith("the server refuses: "), refusal.getMessage());
    }
  }

  /** A goodbye of the server is told in its own words. */
  @Test
  void theServersGoodbyeIsAnError() throws Exception {
    try (SmallClient first = client(Version.MQTT_5_0);
        SmallClient second = client(Version.MQTT_5_0)) {
      IOException end = assertThrows(IOException.class, first::receive);
      assertTrue(end.getMessage().contains("Session taken over"), end.getMessage());
      second.publish("house", "still here", Qos.AT_LEAST_ONCE);
    }
  }
}
