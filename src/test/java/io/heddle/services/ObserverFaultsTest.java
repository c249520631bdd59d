package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.api.ClientInfo;
import io.heddle.api.Observer;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observers that throw or are slow harm nobody. */
@Timeout(60)
class ObserverFaultsTest {
  private static Map<String, Observer> first(Observer one, Observer other) {
    Map<String, Observer> both = new LinkedHashMap<>();
    both.put("one", one);
    both.put("other", other);
    return both;
  }

  @Test
  void oneThatThrowsChangesNothing() {
    Recorder seen = new Recorder();
    Recorder broken =
        new Recorder() {
          @Override
          void direct(String text) {
            throw new IllegalStateException(text);
          }

          @Override
          void queued(String text) {
            throw new AssertionError(text);
          }
        };
    try (Running running = new Running(first(broken, seen))) {
      Client one = running.connect(Login.v5("one"));
      one.subscribe("a", Qos.AT_LEAST_ONCE);
      one.publish("a", "x", Qos.AT_LEAST_ONCE);
      one.receive("a", Qos.AT_LEAST_ONCE, "x");
      one.disconnect();
      Running.await(() -> seen.direct.contains("disconnected one tcp SUCCESS"));
      Running.await(() -> seen.queued.contains("ended one NORMAL"));
      assertEquals(5, seen.direct.size(), seen.direct.toString());
      assertEquals(3, seen.queued.size(), seen.queued.toString());
    }
  }

  /** It is told of a message when the receivers have it, and holds up the acknowledgement alone. */
  @Test
  void oneThatIsSlowDelaysItsClientAlone() {
    CountDownLatch let = new CountDownLatch(1);
    Observer slow =
        new Observer() {
          @Override
          public void published(io.heddle.api.Client client, Message message) {
            awaitQuietly(let);
          }
        };
    try (Running running = new Running(Map.of("slow", slow))) {
      Client receiver = running.connect(Login.v311("receiver"));
      receiver.subscribe("a", Qos.AT_LEAST_ONCE);
      Client one = running.connect(Login.v5("one"));
      one.send(
          Packets.publish("a", "1", Qos.AT_LEAST_ONCE, 1),
          Packets.publish("a", "2", Qos.EXACTLY_ONCE, 2),
          Packets.publish("a", "3", Qos.AT_LEAST_ONCE, 3));
      receiver.receive("a", Qos.AT_LEAST_ONCE, "1", "2", "3");
      assertNull(one.nextWithin(Duration.ofMillis(50)));
      receiver.fence();
      let.countDown();
      assertEquals(1, one.expect(Packet.Puback.class).packetId());
      assertEquals(2, one.expect(Packet.Pubrec.class).packetId());
      assertEquals(3, one.expect(Packet.Puback.class).packetId());
    }
  }

  /** One that hangs for ever in what is told on its own thread. */
  @Test
  void oneThatHangsHoldsUpNeitherClientsNorOthersNorTheEnd() {
    CountDownLatch never = new CountDownLatch(1);
    Observer hanging =
        new Observer() {
          @Override
          public void delivered(String clientId, Message message) {
            awaitQuietly(never);
          }
        };
    Recorder seen = new Recorder();
    Running running = new Running(first(hanging, seen), "hooks.queue", "10");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", Qos.AT_MOST_ONCE);
    for (int i = 0; i < 100; i++) {
      one.publish("a", "x", Qos.AT_MOST_ONCE);
      one.expectPublish("a", "x");
      int all = i + 1;
      Running.await(() -> seen.queued.size() == all);
    }
    running.close();
    assertEquals("stopped", seen.queued.getLast());
  }

  /** What the client was before CONNACK: whoever is told of it knows of it first. */
  @Test
  void aClientWaitsForWhoeverIsToldOfIt() {
    CountDownLatch let = new CountDownLatch(1);
    Observer slow =
        new Observer() {
          @Override
          public void connected(ClientInfo client) {
            awaitQuietly(let);
          }
        };
    try (Running running = new Running(Map.of("slow", slow))) {
      Client one = running.open(io.heddle.mqtt.Version.MQTT_3_1_1);
      one.send(Login.v311("one").packet());
      assertNull(one.nextWithin(Duration.ofMillis(50)));
      let.countDown();
      one.expectConnack();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
