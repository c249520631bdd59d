package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
}
