package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.connection.Connection;
import io.heddle.connection.Surroundings;
import io.heddle.session.Until;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker's own connection over a TLS link: its limits hold for the handshake too. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionOverTlsTest {
  private static final Duration IN_TIME = Duration.ofMillis(4900);
  private static final Duration TOO_LATE = Duration.ofMillis(200);

  private final FakeTimer timer = new FakeTimer();
  private final Surroundings surroundings = surroundings();
  private final TlsContext context = Encounter.load(Authority.shared().options("ec"));

  private Surroundings surroundings() {
    try {
      Configuration settings = Configuration.of(Map.of());
      Core core = new Core(settings.broker(), Machines.of(timer));
      return Surroundings.of(core, settings.connection());
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private Thread begun(TlsLink link) {
    return Thread.ofVirtual().start(new Connection(link, surroundings));
  }

  /** MQTT 5: CONNECT, a wrong packet, and the DISCONNECT that says so before the alert of TLS. */
  @Test
  void fromTheConnectToTheGoodbye() throws Exception {
    try (Encounter encounter = new Encounter(context, Encounter.client(Authority.shared(), null))) {
      Thread connection = begun(encounter.link);
      encounter.client.getOutputStream().write(bytes("100d 0004 4d515454 05 02 0000 00 0000 c000"));
      var in = encounter.client.getInputStream();
      assertEquals(0x20, in.read(), "CONNACK");
      in.skipNBytes(in.read());
      assertArrayEquals(bytes("d000"), in.readNBytes(2), "PINGRESP");
      encounter.client.getOutputStream().write(bytes("d000"));
      assertEquals(0xe0, in.read(), "DISCONNECT");
      in.skipNBytes(in.read());
      assertEquals(-1, in.read(), "the alert that ends");
      encounter.client.close();
      Until.ended(connection);
    }
  }

  @Test
  void whoStallsInTheHandshakeIsCutInTime() throws Exception {
    PipeLink below = new PipeLink(1000, true);
    Thread connection = begun(new TlsLink(below, context, Runnable::run));
    below.in.write(new byte[] {0x16, 3, 1, 1, 0, 1}, 0, 6);
    Until.so("it waits for the rest", () -> below.in.count() == 0);
    timer.advance(IN_TIME);
    assertFalse(below.closed);
    timer.advance(TOO_LATE);
    Until.ended(connection);
  }

  @Test
  void whoWaitsForAThreadOfTheHandshakesIsCutInTime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Executor never = work -> asked.incrementAndGet();
    PipeLink below = new PipeLink(100_000, true);
    try (Encounter encounter =
        new Encounter(below, context, never, Encounter.client(Authority.shared(), null))) {
      Thread connection = begun(encounter.link);
      Thread.ofVirtual().start(() -> handshake(encounter));
      Until.so("it has asked", () -> asked.get() == 1);
      timer.advance(IN_TIME);
      assertFalse(below.closed);
      timer.advance(TOO_LATE);
      Until.ended(connection);
    }
  }

  private static void handshake(Encounter encounter) {
    try {
      encounter.client.startHandshake();
    } catch (java.io.IOException cut) {
      // that is the test
    }
  }
}
