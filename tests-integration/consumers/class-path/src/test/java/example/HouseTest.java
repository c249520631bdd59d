package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.junit.BrokerPort;
import io.heddle.junit.HeddleBroker;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@HeddleBroker(settings = "queue.messages=10")
class HouseTest {
  @Test
  void messagesArrive(URI uri) throws Exception {
    assertEquals("house/hall hello", ClassPath.conversation(uri.toString()));
  }

  @Test
  @Timeout(20)
  @HeddleBroker
  void aTestMayHaveItsOwn(Broker broker, @BrokerPort int port) throws Exception {
    assertEquals("house/hall hello", ClassPath.conversation("tcp://127.0.0.1:" + port));
    while (broker.connectedClients() > 0) {
      Thread.onSpinWait();
    }
  }
}
