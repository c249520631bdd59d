package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.mqtt.Qos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients in the program that are slow, and many of them. */
@Timeout(60)
class LocalSlowTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Running running =
      new Running("limits.topic-levels", "3", "limits.outbox-size", "16KiB", "queue.messages", "5");

  @AfterEach
  void stop() {
    running.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsSlowHoldsUpNobody() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    List<String> got = new ArrayList<>();
    LocalClientOptions few = LocalClientOptions.of("slow").receiveMaximum(2);
    try (LocalClient slow = running.broker().client(few);
        LocalClient quick = running.broker().client("quick")) {
      slow.subscribe(
          to("a", Qos.AT_LEAST_ONCE),
          received -> {
            await(release);
            synchronized (got) {
              got.add(received.message().payload().text());
            }
          });
      quick.subscribe(to("a", Qos.AT_MOST_ONCE));
      for (int i = 0; i < 10; i++) {
        quick.publish(message("a", Integer.toString(i), Qos.AT_LEAST_ONCE, false));
        assertEquals(
            Integer.toString(i), quick.receive(LONG).orElseThrow().message().payload().text());
      }
      var statistics = running.services().statistics();
      assertEquals(3, running.dropped(DropReason.QUEUE_FULL));
      for (int i = 0; i < 200; i++) {
        quick.publish(message("a", "lossy", Qos.AT_MOST_ONCE, false));
        assertTrue(quick.receive(LONG).isPresent());
      }
      assertTrue(running.dropped() > 100, "QoS 0 is unbounded");
      release.countDown();
      Running.await(() -> statistics.inflight() == 0 && statistics.queuedMessages() == 0);
      quick.publish(message("a", "last", Qos.AT_LEAST_ONCE, false));
      Running.await(() -> {
        synchronized (got) {
          return got.contains("last");
        }
      });
    }
  }

  @Test
  void qos0ThatNobodyTakesIsBounded() throws InterruptedException {
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(to("a", Qos.AT_MOST_ONCE));
      for (int i = 0; i < 1000; i++) {
        local.publish(message("a", "x", Qos.AT_MOST_ONCE, false));
      }
      long dropped = running.dropped();
      assertTrue(dropped > 800, () -> "only " + dropped);
      for (long left = 1000 - dropped; left > 0; left--) {
        assertTrue(local.receive(LONG).isPresent());
      }
      local.publish(message("a", "again", Qos.AT_MOST_ONCE, false));
      assertEquals("again", local.receive(LONG).orElseThrow().message().payload().text());
    }
  }

  @Test
  void nothingIsLostAmongMany() throws InterruptedException {
    int clients = 100;
    int messages = 1000;
    LongAdder received = new LongAdder();
    try (Running roomy = new Running("queue.messages", "100000")) {
      List<LocalClient> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        LocalClient each = roomy.broker().client("c" + i);
        each.subscribe(to("t/" + i, Qos.of(1 + i % 2)), message -> received.increment());
        all.add(each);
      }
      List<Thread> publishers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        LocalClient each = all.get(i);
        String next = "t/" + (i + 1) % clients;
        publishers.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int n = 0; n < messages; n++) {
                    each.publish(message(next, "x", Qos.EXACTLY_ONCE, false));
                  }
                }));
      }
      for (Thread publisher : publishers) {
        publisher.join();
      }
      Running.await(() -> received.sum() >= (long) clients * messages);
      Running.await(() -> roomy.services().statistics().inflight() == 0);
      assertEquals((long) clients * messages, received.sum());
      assertEquals(0, roomy.dropped());
    }
  }
}
