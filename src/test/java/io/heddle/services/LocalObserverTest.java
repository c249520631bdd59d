package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What observers are told of clients in the program, and how fast these may publish. */
@Timeout(60)
class LocalObserverTest {
  @AutoClose private final Several brokers = new Several();
  private final Recorder seen = new Recorder();

  private Running start(String... settings) {
    return brokers.start(builder -> builder.hook("seen", seen), settings);
  }

  @Test
  void theWayOfAClient() {
    Running running = start();
    LocalClient one = running.broker().client("one");
    CountDownLatch came = new CountDownLatch(2);
    one.subscribe(to("a/#", Qos.EXACTLY_ONCE), received -> came.countDown());
    one.publish(message("a/0", "x", Qos.AT_MOST_ONCE, false));
    one.publish(message("a/2", "z", Qos.EXACTLY_ONCE, false));
    Running.await(() -> came.getCount() == 0);
    Running.await(() -> seen.queued.contains("acknowledged one a/2=z of one"));
    one.unsubscribe(TopicFilter.of("a/#"));
    one.close();
    assertEquals(
        List.of(
            "connected one 5.0",
            "created one",
            "subscribed one a/# EXACTLY_ONCE",
            "published one a/0=x of one",
            "published one a/2=z of one",
            "unsubscribed one a/#",
            "disconnected one in-process SUCCESS"),
        seen.direct);
    Running.await(() -> seen.queued.contains("ended one NORMAL"));
    assertEquals(
        List.of(
            "delivered one a/0=x of one",
            "delivered one a/2=z of one",
            "acknowledged one a/2=z of one",
            "ended one NORMAL"),
        seen.queued);
    assertEquals(1, seen.threads.size(), "the thread of whoever uses the client");
  }

  @Test
  void resumedAndTakenOver() {
    Running running = start();
    LocalClientOptions lasting = LocalClientOptions.of("one").lasting(60);
    LocalClient first = running.broker().client(lasting);
    LocalClient second = running.broker().client(lasting);
    assertFalse(first.isConnected());
    Running.await(() -> seen.direct.contains("disconnected one in-process SESSION_TAKEN_OVER"));
    assertTrue(seen.direct.contains("resumed one"));
    running.close();
    assertTrue(second.end().reason() == ReasonCode.SERVER_SHUTTING_DOWN);
    assertTrue(seen.direct.contains("disconnected one in-process SERVER_SHUTTING_DOWN"));
    assertEquals("stopped", seen.queued.getLast());
  }

  @Test
  void whatIsDroppedWithItsReceiver() {
    Running running = start("limits.outbox-size", "16KiB");
    try (LocalClient one = running.broker().client("one")) {
      one.subscribe(to("a", Qos.AT_MOST_ONCE));
      for (int i = 0; i < 200; i++) {
        one.publish(message("a", "x", Qos.AT_MOST_ONCE, false));
      }
      one.publish(message("$SYS/a", "y", Qos.AT_LEAST_ONCE, false));
      Running.await(() -> seen.queued.contains("dropped one a=x of one OUTBOX_FULL"));
      Running.await(() -> seen.queued.contains("dropped one $SYS/a=y of one NOT_ACCEPTED"));
      assertFalse(seen.direct.contains("published one $SYS/a=y of one"));
    }
    Running.await(() -> seen.queued.contains("dropped one a=x of one OFFLINE"));
  }

  @Test
  void whoPublishesTooFastWaits() {
    Running running = brokers.start(b -> {}, "limits.messages-per-second.client", "20");
    try (LocalClient one = running.broker().client("one");
        LocalClient other = running.broker().client("other")) {
      long begin = System.nanoTime();
      for (int i = 0; i < 30; i++) {
        one.publish(message("a", "x", Qos.AT_LEAST_ONCE, false));
      }
      long took = (System.nanoTime() - begin) / 1_000_000;
      assertTrue(took >= 400, "took " + took);
      assertEquals(
          ReasonCode.NO_MATCHING_SUBSCRIBERS,
          other.publish(message("a", "x", Qos.AT_LEAST_ONCE, false)));
      Thread.currentThread().interrupt();
      assertEquals(
          ReasonCode.QUOTA_EXCEEDED, one.publish(message("a", "x", Qos.AT_LEAST_ONCE, false)));
      assertTrue(Thread.interrupted());
      assertEquals(1, running.dropped(DropReason.NOT_ACCEPTED));
    }
  }

  @Test
  void theEndOfAClientEndsItsWait() throws Exception {
    Running running = brokers.start(b -> {}, "limits.bytes-per-second.client", "1KiB");
    LocalClient one = running.broker().client("one");
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                one.publish(message("a", "x".repeat(1_000_000), Qos.AT_MOST_ONCE, false));
              } catch (IllegalStateException closed) {
                told.complete(closed);
              }
            });
    Running.await(() -> waiting.getState() == Thread.State.WAITING);
    one.close();
    assertTrue(told.get() instanceof IllegalStateException);
  }
}
