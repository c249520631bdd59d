package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Received;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks, observers and callbacks that use the client they are called for, and many clients. */
@Timeout(60)
class LocalNestingTest {
  @AutoClose private final Several brokers = new Several();
  private final BlockingQueue<Received> got = new LinkedBlockingQueue<>();

  private Running start(Hook hook) {
    return brokers.start(builder -> builder.hook("test", hook));
  }

  private static Message one(String topic, String payload) {
    return message(topic, payload, Qos.AT_LEAST_ONCE, false);
  }

  /** A hook that publishes with a client in the program is asked about that, too. */
  @Test
  void aHookThatPublishesAboutWhatItPublishes() {
    AtomicReference<LocalClient> own = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    List<ReasonCode> answers = new CopyOnWriteArrayList<>();
    PublishInterceptor hook =
        (client, message) -> {
          calls.incrementAndGet();
          answers.add(own.get().publish(one("b", "again")));
          return Verdict.allow();
        };
    Running running = start(hook);
    try (LocalClient local = running.broker().client("local")) {
      own.set(local);
      assertEquals(ReasonCode.NO_MATCHING_SUBSCRIBERS, local.publish(one("a", "x")));
      assertEquals(8, calls.get());
      assertEquals(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, answers.getFirst(), "the innermost");
      assertEquals(7, answers.size());
      assertEquals(1, running.services().statistics().hooks().getFirst().exceptions());
    }
  }

  @Test
  void anObserverThatPublishesAboutWhatItIsTold() {
    AtomicReference<LocalClient> own = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    Observer observer =
        new Observer() {
          @Override
          public void published(io.heddle.api.Client client, Message message) {
            calls.incrementAndGet();
            own.get().publish(one("b", "again"));
          }
        };
    Running running = start(observer);
    try (LocalClient local = running.broker().client("local")) {
      own.set(local);
      assertEquals(ReasonCode.NO_MATCHING_SUBSCRIBERS, local.publish(one("a", "x")));
      assertEquals(8, calls.get());
    }
  }

  @Test
  void aHookThatClosesTheClient() {
    AtomicReference<LocalClient> own = new AtomicReference<>();
    PublishInterceptor hook =
        (client, message) -> {
          own.get().close();
          return Verdict.allow();
        };
    Running running = start(hook);
    LocalClient local = running.broker().client("local");
    own.set(local);
    assertThrows(IllegalStateException.class, () -> local.publish(one("a", "x")));
    assertEquals(0, running.services().clients().count());
  }

  @Test
  void aCallbackThatClosesItsClient() throws InterruptedException {
    Running running = brokers.start(builder -> {});
    LocalClient local = running.broker().client(LocalClientOptions.of("local").lasting(60));
    local.subscribe(
        to("a", Qos.AT_LEAST_ONCE),
        received -> {
          got.add(received);
          local.close();
        });
    local.publish(one("a", "1"));
    assertEquals("1", got.take().message().payload().text());
    Running.await(() -> running.services().clients().count() == 0);
    Running.await(() -> running.services().statistics().inflight() == 0);
    assertEquals(ReasonCode.SUCCESS, local.end().reason());
  }

  @Test
  void aThousandComeAndGo() {
    Recorder seen = new Recorder();
    Running running = brokers.start(builder -> builder.hook("seen", seen));
    List<LocalClient> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      LocalClient each = running.broker().client("c" + i);
      each.subscribe(to("a/" + i, Qos.AT_LEAST_ONCE), got::add);
      all.add(each);
    }
    assertEquals(1000, running.broker().connectedClients());
    all.forEach(each -> each.publish(one("a/" + each.clientId().substring(1), "x")));
    Running.await(() -> got.size() == 1000);
    all.forEach(LocalClient::close);
    assertEquals(0, running.broker().connectedClients());
    Running.await(() -> running.services().sessions().count() == 0);
    assertEquals(0, running.services().statistics().subscriptions());
    assertEquals(1000, seen.direct.stream().filter(s -> s.startsWith("disconnected")).count());
  }
}
