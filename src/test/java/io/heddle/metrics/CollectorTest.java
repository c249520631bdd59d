package io.heddle.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Version;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SocketWire;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an answer costs does not depend on how many clients there are. */
@Timeout(120)
class CollectorTest {
  private static final int MANY = 300;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void allocatesForMetricsAndNotForClients() {
    Map<String, String> settings =
        Map.of("listener.tcp.port", "0", "limits.close-timeout", "100ms", "sys.interval", "never");
    try (Broker broker = Heddle.start(settings)) {
      BrokerCollector collector = new BrokerCollector(broker.services(), "test");
      List<SocketWire> clients = new ArrayList<>();
      clients.add(connect(broker, "first"));
      long few = allocated(collector);
      for (int i = 1; i < MANY; i++) {
        clients.add(connect(broker, "client-" + i));
      }
      assertEquals(MANY, broker.services().clients().count());
      long many = allocated(collector);
      assertTrue(many < few * 1.2, () -> few + " bytes for one client, " + many + " for " + MANY);
      clients.forEach(SocketWire::close);
    }
  }

  private static SocketWire connect(Broker broker, String clientId) {
    SocketWire wire = new SocketWire(broker.endpoints().getFirst().getPort());
    wire.send(PacketEncoder.encode(Login.v311(clientId).packet(), Version.MQTT_3_1_1));
    wire.send(
        PacketEncoder.encode(
            Packets.subscribe(1, Packets.to("a/" + clientId, Packets.QOS_1)), Version.MQTT_3_1_1));
    byte[] buffer = new byte[64];
    int read = 0;
    while (read < 9) {
      read += wire.read(buffer, Duration.ofSeconds(10));
    }
    return wire;
  }

  /** The least of some answers: the first ones load classes. */
  private long allocated(BrokerCollector collector) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      collector.collect();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
