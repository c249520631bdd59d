package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.memory.MemoryLink;
import io.heddle.spec.Raw;
import io.heddle.spec.Wire;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * However a connection is ended, its thread ends: also when the client does not close, or does not
 * read.
 */
class EndTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private SystemTimer timer;
  private Surroundings surroundings;

  @BeforeEach
  void build() throws Exception {
    Configuration configuration = Configuration.of(Map.of("limits.close-timeout", "100ms"));
    timer = new SystemTimer(new SystemThreads());
    Core core = new Core(configuration.broker(), Machines.of(timer));
    surroundings = Surroundings.of(core, configuration.connection());
  }

  @AfterEach
  void stop() {
    timer.close();
  }

  @Test
  void ofAClientThatIsEndedAndNeverCloses() throws Exception {
    Client client = new Client("0000");
    client.connection.stop();
    client.expectEnd();
  }

  @Test
  void ofAClientThatIsTakenOverAndNeverCloses() throws Exception {
    Client first = new Client("0000");
    Client second = new Client("0000");
    first.expectEnd();
    assertTrue(second.thread.isAlive());
  }

  @Test
  void ofAClientThatIsSilentAndNeverCloses() throws Exception {
    new Client("0001").expectEnd();
  }

  /** A client that says CONNECT, with this keep alive, and reads CONNACK. */
  private final class Client {
    private final MemoryLink link = new MemoryLink("test");
    private final Connection connection = new Connection(link, surroundings);
    private final Thread thread = Thread.ofVirtual().unstarted(connection);

    Client(String keepAlive) {
      thread.start();
      Wire wire = link.wire();
      wire.send(Raw.bytes("10 0e 'MQTT' 05 02 " + keepAlive + " {} 'c'"));
      byte[] connack = new byte[100];
      assertTrue(wire.read(connack, LIMIT) > 0);
      assertEquals(0x20, connack[0]);
    }

    void expectEnd() throws InterruptedException {
      assertTrue(thread.join(LIMIT), "the connection's thread still runs");
    }
  }
}
