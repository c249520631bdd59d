package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.BrokerOptions;
import io.heddle.broker.DropsOptions;
import io.heddle.broker.SessionOwner;
import io.heddle.connection.ConnectionOptions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.QueuePolicy;
import io.heddle.session.SessionOptions;
import io.heddle.store.StoreOptions;
import io.heddle.store.log.Durability;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration becomes, and which source is the stronger. */
class ConfigurationTest {
  private static final Map<String, String> EVERY =
      Map.ofEntries(
          Map.entry("session.inflight", "2"),
          Map.entry("queue.messages", "3"),
          Map.entry("queue.bytes", "4KB"),
          Map.entry("queue.total-bytes", "5KB"),
          Map.entry("queue.policy", "block"),
          Map.entry("queue.block-timeout", "6s"),
          Map.entry("queue.qos0", "true"),
          Map.entry("session.count", "11"),
          Map.entry("session.expiry-max", "7d"),
          Map.entry("session.owner", "client"),
          Map.entry("mqtt.maximum-qos", "1"),
          Map.entry("mqtt.retain", "false"),
          Map.entry("mqtt.wildcard-subscriptions", "true"),
          Map.entry("mqtt.subscription-identifiers", "false"),
          Map.entry("mqtt.shared-subscriptions", "true"),
          Map.entry("retained.messages", "8"),
          Map.entry("retained.bytes", "9KB"),
          Map.entry("retained.memory", "7KB"),
          Map.entry("limits.subscriptions", "10"),
          Map.entry("subscribe.overlap", "each"),
          Map.entry("subscribe.deny", "a/b, c/#"),
          Map.entry("sys.interval", "never"),
          Map.entry("drops.per-client", "12"),
          Map.entry("drops.clients", "13"));

  private static final ListenerOptions DEFAULT =
      ListenerOptions.open("tcp", new Transport.Tcp("127.0.0.1", 1883), 100_000);

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("heddle.properties"), text);
  }

  private static Effective find(Configuration configuration, String key) {
    return configuration.effective().stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void defaults() throws ConfigurationException {
    Configuration configuration = Configuration.of(Map.of());
    assertEquals(List.of(DEFAULT), configuration.listeners());
    assertEquals(
        new ConnectionOptions(
            Duration.ofSeconds(5),
            0,
            4 << 20,
            128 << 10,
            1000,
            16,
            16,
            2 << 20,
            128,
            65_535,
            65_535,
            23,
            false,
            "",
            Duration.ofSeconds(2)),
        configuration.connection());
  }

  @Test
  void defaultsOfTheBroker() throws ConfigurationException {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    assertEquals(
        new BrokerOptions(
            new SessionOptions(
                1000,
                100_000,
                64_000_000,
                quarter,
                QueuePolicy.DROP_NEWEST,
                Duration.ofSeconds(5),
                false),
            1_000_000,
            4_294_967_295L,
            SessionOwner.USER,
            new BrokerOptions.Offer(Qos.EXACTLY_ONCE, true, true, true, true),
            1_000_000,
            quarter,
            quarter,
            100_000,
            true,
            List.of(),
            Duration.ofSeconds(10),
            new DropsOptions(16, 10_000)),
        Configuration.of(Map.of()).broker());
  }

  @Test
  void theLogLevel() throws ConfigurationException {
    assertEquals(LogLevel.INFO, Configuration.of(Map.of()).logLevel());
    assertEquals(LogLevel.DEBUG, Configuration.of(Map.of("log.level", "debug")).logLevel());
  }

  @Test
  void nothingIsExplicitByDefault() throws ConfigurationException {
    assertEquals(Map.of(), Configuration.of(Map.of()).explicit());
  }

  @Test
  void everyConnectionSettingReachesItsOption() throws ConfigurationException {
    Configuration configuration =
        Configuration.of(
            Map.ofEntries(
                Map.entry("limits.connect-timeout", "1s"),
                Map.entry("limits.keep-alive", "60s"),
                Map.entry("limits.packet-size", "1MB"),
                Map.entry("limits.receive-maximum", "20"),
                Map.entry("limits.topic-aliases", "3"),
                Map.entry("limits.topic-aliases-sent", "4"),
                Map.entry("limits.outbox-size", "64KiB"),
                Map.entry("limits.topic-levels", "5"),
                Map.entry("limits.connect-size", "2000"),
                Map.entry("limits.topic-length", "600"),
                Map.entry("limits.client-id-length", "70"),
                Map.entry("limits.client-id-length-31", "80"),
                Map.entry("mqtt.check-payload-format", "true"),
                Map.entry("mqtt.response-information", "r/%c"),
                Map.entry("limits.close-timeout", "9s")));
    assertEquals(
        new ConnectionOptions(
            Duration.ofSeconds(1),
            60,
            1_000_000,
            2000,
            20,
            3,
            4,
            65_536,
            5,
            600,
            70,
            80,
            true,
            "r/%c",
            Duration.ofSeconds(9)),
        configuration.connection());
  }

  @Test
  void everyBrokerAndSessionSettingReachesItsOption() throws ConfigurationException {
    assertEquals(
        new BrokerOptions(
            new SessionOptions(2, 3, 4_000, 5_000, QueuePolicy.BLOCK, Duration.ofSeconds(6), true),
            11,
            604_800,
            SessionOwner.CLIENT,
            new BrokerOptions.Offer(Qos.AT_LEAST_ONCE, false, true, false, true),
            8,
            9_000,
            7_000,
            10,
            false,
            List.of(TopicFilter.of("a/b"), TopicFilter.of("c/#")),
            Duration.ZERO,
            new DropsOptions(12, 13)),
        Configuration.of(EVERY).broker());
  }

  @Test
  void eachSourceIsStrongerThanTheOneBefore() throws Exception {
    Path file = file("queue.messages = 1\nqueue.bytes = 1MB\n\nsession.inflight = 1\n");
    Map<String, String> environment =
        Map.of("HEDDLE_QUEUE_BYTES", "2MB", "HEDDLE_SESSION_INFLIGHT", "2", "PATH", "x");
    Configuration configuration =
        Configuration.load(new Sources(file, environment, Map.of("session.inflight", "3")));
    SessionOptions session = configuration.broker().session();
    assertEquals(1, session.queueMessages());
    assertEquals(2_000_000, session.queueBytes());
    assertEquals(3, session.inflight());
    assertEquals(
        new Effective("queue.messages", "1", file + ":1", ""),
        find(configuration, "queue.messages"));
    assertEquals(
        new Effective("queue.bytes", "2MB", "environment HEDDLE_QUEUE_BYTES", ""),
        find(configuration, "queue.bytes"));
    assertEquals(
        new Effective("session.inflight", "3", "-D", ""), find(configuration, "session.inflight"));
    assertEquals(
        new Effective("queue.policy", "drop-newest", "default", ""),
        find(configuration, "queue.policy"));
    assertEquals(
        Map.of("queue.messages", "1", "queue.bytes", "2MB", "session.inflight", "3"),
        configuration.explicit());
  }

  @Test
  void whatIsExplicitMakesTheSameConfiguration() throws Exception {
    Path file =
        file("listener.public.transport = tcp\nlistener.public.port = 0\nqueue.policy = block\n");
    Configuration loaded = Configuration.load(Sources.file(file));
    Configuration again = Configuration.of(loaded.explicit());
    assertEquals(loaded.listeners(), again.listeners());
    assertEquals(loaded.broker(), again.broker());
    assertEquals("map", find(again, "queue.policy").origin());
  }

  @Test
  void namedListeners() throws ConfigurationException {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "listener.tcp.address", "0.0.0.0",
                "listener.in-house.transport", "tcp",
                "listener.in-house.port", "0",
                "listener.in-house.connections", "5"));
    assertEquals(
        List.of(
            ListenerOptions.open("in-house", new Transport.Tcp("127.0.0.1", 0), 5),
            ListenerOptions.open("tcp", new Transport.Tcp("0.0.0.0", 1883), 100_000)),
        configuration.listeners());
  }

  @Test
  void anotherListenerAloneReplacesTheDefaultOne() throws ConfigurationException {
    Configuration configuration =
        Configuration.of(Map.of("listener.a.transport", "tcp", "listener.a.port", "1884"));
    assertEquals(
        List.of(ListenerOptions.open("a", new Transport.Tcp("127.0.0.1", 1884), 100_000)),
        configuration.listeners());
  }

  @Test
  void whereThingsAreKept() throws ConfigurationException {
    assertNull(Configuration.of(Map.of()).store());
    assertNull(Configuration.of(Map.of("data.directory", "")).store());
    Map<String, String> both =
        Map.of(
            "data.directory",
            "/var/lib/heddle",
            "data.durability",
            "os",
            "limits.packet-size",
            "64MB");
    StoreOptions options = Objects.requireNonNull(Configuration.of(both).store());
    assertEquals(Path.of("/var/lib/heddle"), options.folder());
    assertEquals(Durability.OS, options.log().durability());
    assertTrue(options.log().segmentBytes() / 2 > 64_000_000, "the largest message fits");
  }

  @Test
  void aShareOfTheHeapIsSaidInBytes() throws ConfigurationException {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    assertEquals(
        new Effective("retained.bytes", "0", "default", "a quarter of the heap: " + quarter),
        find(Configuration.of(Map.of()), "retained.bytes"));
  }

  @Test
  void anEmbedderHasNoEnvironment() throws Exception {
    assertEquals(
        List.of(DEFAULT), Configuration.load(Sources.file(file("# nothing\n"))).listeners());
  }
}
