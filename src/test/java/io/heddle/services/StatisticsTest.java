package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.Statistics;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted, and the configuration as it is shown. */
@Timeout(60)
class StatisticsTest {
  private final Running running = new Running("sys.interval", "never");
  private final Statistics statistics = running.services().statistics();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void packetsByTypeWithTheirBytes() {
    Client one = running.connect(Login.v311("one"));
    one.subscribe("a", Qos.EXACTLY_ONCE);
    one.publish("a", "12345", Qos.EXACTLY_ONCE);
    one.acknowledge(one.expectPublish("a", "12345", Qos.EXACTLY_ONCE));
    one.publish("b", "1", Qos.AT_LEAST_ONCE);
    one.publish("b", "1", Qos.AT_MOST_ONCE);
    Running.await(() -> statistics.received(PacketType.PUBLISH).number() == 3);
    assertEquals(1, statistics.received(PacketType.CONNECT).number());
    assertEquals(new Statistics.Packets(1, 4), statistics.received(PacketType.PUBREC));
    assertEquals(new Statistics.Packets(1, 4), statistics.received(PacketType.PUBREL));
    assertEquals(new Statistics.Packets(1, 4), statistics.sent(PacketType.PUBCOMP));
    assertEquals(new Statistics.Packets(1, 4), statistics.sent(PacketType.CONNACK));
    assertEquals(new Statistics.Packets(1, 5), statistics.sent(PacketType.SUBACK));
    assertEquals(new Statistics.Packets(1, 12), statistics.sent(PacketType.PUBLISH));
    assertEquals(12 + 8 + 6, statistics.received(PacketType.PUBLISH).bytes());
    for (Qos qos : Qos.values()) {
      assertEquals(1, statistics.messagesReceived(qos), qos.toString());
    }
    assertEquals(1, statistics.messagesSent(Qos.EXACTLY_ONCE));
    assertEquals(0, statistics.messagesSent(Qos.AT_MOST_ONCE));
    assertEquals(1, statistics.subscriptionsAdded());
    Running.await(() -> statistics.delays().counts().stream().mapToLong(c -> c).sum() == 1);
    assertTrue(statistics.delays().sum() > 0);
  }

  @Test
  void clientsByListenerAndVersion() {
    running.connect(Login.v311("one"));
    Client two = running.connect(Login.v5("two"));
    two.disconnect();
    Running.await(() -> running.services().clients().count() == 1);
    List<Statistics.Connections> all =
        statistics.connections().stream()
            .sorted((a, b) -> a.version().compareTo(b.version()))
            .toList();
    assertEquals(
        List.of(
            new Statistics.Connections("tcp", "3.1.1", 1, 1),
            new Statistics.Connections("tcp", "5.0", 1, 0)),
        all);
    assertEquals(2, statistics.mostClients());
  }

  @Test
  void everyReasonOfTheBrokerIsOneOfTheApi() {
    assertEquals(
        Arrays.stream(io.heddle.session.DropReason.values()).map(Enum::name).toList(),
        Arrays.stream(DropReason.values()).map(Enum::name).toList());
  }

  @Test
  void theConfigurationIsShown() {
    var settings = running.services().settings();
    var interval = settings.find("sys.interval").orElseThrow();
    assertEquals("never", interval.value());
    assertEquals("map", interval.origin());
    assertEquals("default", settings.find("queue.policy").orElseThrow().origin());
    assertTrue(settings.find("none.such").isEmpty());
  }
}
