package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An embedder has our jar and slf4j-api, and no Helidon: as the class path of these tests. */
class WithoutHelidonTest {
  @Test
  void helidonIsNotHere() {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("io.helidon.http.WritableHeaders"));
  }

  @Test
  void tcpDoesWithoutIt() {
    try (Broker broker = Heddle.start(Map.of("listener.tcp.port", "0"))) {
      assertEquals("tcp", broker.endpoints().getFirst().getScheme());
    }
  }

  @Test
  void webSocketSaysWhatItNeeds() {
    Map<String, String> settings = Map.of("listener.tcp.port", "0", "listener.ws.port", "0");
    StartException refused = assertThrows(StartException.class, () -> Heddle.start(settings));
    assertEquals(
        "listener.ws: WebSocket needs Helidon, which is not there: add"
            + " io.helidon.webserver:helidon-webserver-websocket to the class path, or to the"
            + " module path with --add-modules io.helidon.webserver.websocket",
        refused.getMessage());
  }
}
