package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the README runs, and prints what is shown there. */
class EmbeddedTest {
  @Test
  void printsWhereClientsConnectTo() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Embedded.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.matches("clients connect to tcp://127\\.0\\.0\\.1:\\d+\\R0 are connected\\R"), text);
  }

  @Test
  void severalBrokersRunInOneProgram() {
    Map<String, String> anyPort = Map.of("listener.tcp.port", "0");
    try (Broker one = Heddle.start(anyPort);
        Broker other = Heddle.start(anyPort)) {
      assertNotEquals(one.endpoints(), other.endpoints());
    }
  }

  private static SmallClient client(Broker broker) throws Exception {
    Socket socket = new Socket("127.0.0.1", broker.endpoints().getFirst().getPort());
    return new SmallClient(socket, Packet.Connect.of(Version.MQTT_5_0, "the same everywhere"));
  }

  @Test
  void theyShareNothing() throws Exception {
    Heddle.Builder builder = Heddle.builder().port(0);
    try (Broker one = builder.start();
        SmallClient ofOne = client(one)) {
      ofOne.subscribe("#", Qos.AT_LEAST_ONCE);
      try (Broker other = builder.start();
          SmallClient ofOther = client(other)) {
        ofOther.publish("house", "elsewhere", Qos.AT_LEAST_ONCE);
        assertEquals(1, one.connectedClients());
        assertEquals(1, other.connectedClients());
      }
      ofOne.publish("house", "here", Qos.AT_LEAST_ONCE);
      assertEquals("here", ofOne.receive().payload().text());
      assertEquals(1, one.connectedClients());
    }
  }
}
