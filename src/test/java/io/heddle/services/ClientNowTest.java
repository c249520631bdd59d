package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ClientNow;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.SlowClient;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a client is, in words that tell what it waits for. */
@Timeout(60)
class ClientNowTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static ClientNow now(Running running, String clientId) {
    return running.services().clients().now(clientId).orElseThrow();
  }

  private static String doing(Running running, String clientId, boolean reads) {
    return now(running, clientId).workers().stream()
        .filter(each -> each.reads() == reads)
        .map(ClientNow.Worker::doing)
        .findFirst()
        .orElse("there is no such thread");
  }

  private static void awaitDoing(Running running, String clientId, boolean reads, String words) {
    Running.await(() -> doing(running, clientId, reads).equals(words));
  }

  @Test
  void waitsForTheNextPacketAndHasTheLastOnes() {
    try (Running running = new Running()) {
      Client client = running.connect(Login.v5("c").with(Property.RECEIVE_MAXIMUM, 7));
      client.publish("t", "payload", Qos.AT_LEAST_ONCE);
      awaitDoing(running, "c", true, "waits for the next packet");
      ClientNow now = now(running, "c");
      assertEquals("mqtt-c", now.workers().getFirst().name());
      assertTrue(
          now.workers().getFirst().stack().stream()
              .anyMatch(frame -> frame.startsWith("io.heddle.connection.Connection.run")),
          () -> "" + now);
      assertEquals(
          List.of(
              "true CONNECT null",
              "false CONNACK null",
              "true PUBLISH AT_LEAST_ONCE",
              "false PUBACK null"),
          now.packets().stream()
              .sorted(Comparator.comparing(ClientNowTest::place))
              .map(each -> each.received() + " " + each.type() + " " + each.qos())
              .toList());
      Instant then = Instant.now();
      now.packets()
          .forEach(each -> {
            assertTrue(each.bytes() > 1, "" + each);
            assertTrue(Duration.between(each.at(), then).abs().compareTo(DAY) < 0, "" + each);
          });
      assertEquals(7, now.inflightMax());
      assertEquals(0, now.backlog().messages());
      assertNull(now.backlog().oldest());
    }
  }

  private static int place(ClientNow.RecentPacket packet) {
    return List.of(PacketType.CONNECT, PacketType.CONNACK, PacketType.PUBLISH, PacketType.PUBACK)
        .indexOf(packet.type());
  }

  @Test
  void waitsForAHookThatIsNamed() {
    CountDownLatch answer = new CountDownLatch(1);
    PublishInterceptor slow =
        (client, message) -> {
          awaitQuietly(answer);
          return Verdict.allow();
        };
    try (Running running = new Running(Map.of("slow", slow), "hooks.timeout", "30s")) {
      Client client = running.connect(Login.v5("c"));
      client.send(publish(Qos.AT_MOST_ONCE, 0));
      Running.await(() ->
          doing(running, "c", true)
              .startsWith("waits for a hook: " + ClientNowTest.class.getName()));
      answer.countDown();
      awaitDoing(running, "c", true, "waits for the next packet");
    }
  }

  @Test
  void waitsForRoomInTheQueueOfSomebody() {
    try (Running running =
        new Running("queue.policy", "block", "queue.messages", "1", "queue.block-timeout", "60s")) {
      Client slow = running.connect(Login.v5("slow").with(Property.RECEIVE_MAXIMUM, 1));
      slow.subscribe("t", Qos.AT_LEAST_ONCE);
      Client fast = running.connect(Login.v5("fast"));
      for (int i = 1; i <= 3; i++) {
        fast.send(publish(Qos.AT_LEAST_ONCE, i));
      }
      awaitDoing(running, "fast", true, "waits for room in the queue of slow");
      ClientNow now = now(running, "slow");
      assertEquals(1, now.backlog().messages());
      assertNotNull(now.backlog().oldest());
      assertEquals(1, now.inflight());
      assertEquals(1, now.inflightMax());
      List<SlowClient> slowest = running.services().sessions().slowest(SlowClient.By.AGE, 10);
      assertEquals(List.of("slow"), slowest.stream().map(SlowClient::clientId).toList());
      assertEquals(
          List.of("slow"),
          running.services().sessions().slowest(SlowClient.By.BYTES, 1).stream()
              .map(SlowClient::clientId)
              .toList());
    }
  }

  @Test
  void waitsForTheSocketToTakeBytes() {
    try (Running running = new Running("limits.packet-size", "4MiB")) {
      Client deaf = running.connect(Login.v5("deaf"));
      deaf.subscribe("t", Qos.AT_MOST_ONCE);
      Client loud = running.connect(Login.v5("loud"));
      String much = "x".repeat(1 << 20);
      for (int i = 0; i < 20; i++) {
        loud.publish("t", much, Qos.AT_LEAST_ONCE);
      }
      for (int i = 0; i < 20; i++) {
        loud.publish("t", much, Qos.AT_MOST_ONCE);
      }
      awaitDoing(running, "deaf", false, "waits for the socket to take bytes");
      assertTrue(now(running, "deaf").backlog().outboxBytes() > 0);
      List<SlowClient> dropping = running.services().sessions().slowest(SlowClient.By.DROPS, 5);
      assertEquals(List.of("deaf"), dropping.stream().map(SlowClient::clientId).toList());
      assertTrue(dropping.getFirst().connected());
      assertTrue(dropping.getFirst().dropped() > 0);
    }
  }

  @Test
  void whoIsNotThereIsNotFound() {
    try (Running running = new Running()) {
      Client gone = running.lasting("gone");
      gone.disconnect();
      Running.await(() -> running.services().clients().now("gone").isEmpty());
      assertFalse(running.services().clients().now("nobody").isPresent());
    }
  }

  private static Packet.Publish publish(Qos qos, int packetId) {
    return new Packet.Publish(
        false, qos, false, TopicName.of("t"), packetId, Properties.NONE, Bytes.utf8("x"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
