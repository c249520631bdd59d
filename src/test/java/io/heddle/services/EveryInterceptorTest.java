package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.Statistics.HookCalls;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for interceptors of every kind: their order, their threads, and that they fail closed.
 */
@Timeout(60)
class EveryInterceptorTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;
  private static final ReasonCode FAULT = ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR;

  @AutoClose private final Several brokers = new Several();

  /** Writes down what it is asked, and where. */
  private static final class Noting extends EveryInterceptor {
    private final String name;
    private final List<String> calls;
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    Noting(String name, List<String> calls) {
      this.name = name;
      this.calls = calls;
    }

    @Override
    <T> Verdict<T> decide(String kind) {
      calls.add(name + " " + kind);
      threads.put(kind, Thread.currentThread());
      return Verdict.allow();
    }
  }

  @Test
  void isAskedInOrderOnTheClientsThreadAndOfItsWillOnAnother() {
    List<String> calls = new CopyOnWriteArrayList<>();
    Noting first = new Noting("first", calls);
    Noting second = new Noting("second", calls);
    Running running = brokers.start(b -> b.hook("first", first).hook("second", second));
    Client one = running.connect(Login.v5("one").will("w", "gone", QOS_1));
    one.subscribe("a", QOS_1);
    one.unsubscribe("a");
    one.publish("a", "x", QOS_1);
    one.vanish();
    Running.await(() -> calls.size() == 2 * EveryInterceptor.KINDS.size());
    assertEquals(
        EveryInterceptor.KINDS.stream()
            .<String>mapMulti((kind, all) -> {
              all.accept("first " + kind);
              all.accept("second " + kind);
            })
            .toList(),
        calls);
    assertEquals(first.threads, second.threads);
    assertTrue(first.threads.values().stream().allMatch(Thread::isVirtual));
    Thread wills = first.threads.remove("will");
    assertEquals(1, Map.copyOf(first.threads).values().stream().distinct().count());
    assertNotEquals(wills, first.threads.get("publish"));
  }

  /** Ways to fail. */
  enum Failure {
    THROWS,
    ANSWERS_NULL,
    IS_LATE
  }

  /** Fails when it is asked about one kind, and allows everything else. */
  private static final class Failing extends EveryInterceptor {
    private final String wrong;
    private final Failure failure;

    Failing(String wrong, Failure failure) {
      this.wrong = wrong;
      this.failure = failure;
    }

    @Override
    @SuppressWarnings("NullAway") // what the API forbids
    <T> Verdict<T> decide(String kind) throws Exception {
      if (kind.equals(wrong)) {
        switch (failure) {
          case THROWS -> throw new IllegalStateException("meant by the test");
          case ANSWERS_NULL -> {
            return null;
          }
          case IS_LATE -> new CountDownLatch(1).await();
        }
      }
      return Verdict.allow();
    }
  }

  private Running failing(String kind, Failure failure) {
    return brokers.start(
        b -> b.hook("test", new Failing(kind, failure)),
        "hooks.timeout",
        failure == Failure.IS_LATE ? "50ms" : "20s");
  }

  private static void counted(Running running, String kind, Failure failure, int times) {
    HookCalls figures =
        running.services().statistics().hooks().stream()
            .filter(each -> each.kind().equals(kind))
            .findFirst()
            .orElseThrow();
    long failed =
        switch (failure) {
          case THROWS -> figures.exceptions();
          case ANSWERS_NULL -> figures.unanswered();
          case IS_LATE -> figures.timeouts();
        };
    assertEquals(times, failed, figures::toString);
    assertEquals(
        failed, figures.exceptions() + figures.unanswered() + figures.timeouts(), "nothing else");
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionIsClosedWithoutAWord(Failure failure) {
    Running running = failing("connection", failure);
    Client one = running.open(Version.MQTT_5_0);
    one.send(Login.v5("one").packet());
    one.expectClosed();
    counted(running, "connection", failure, 1);
  }

  @ParameterizedTest
  @EnumSource
  void aClientIsNotTakenIn(Failure failure) {
    Running running = failing("connect", failure);
    Client five = running.open(Version.MQTT_5_0);
    five.send(Login.v5("one").packet());
    five.expectRefused(FAULT);
    Client three = running.open(Version.MQTT_3_1_1);
    three.send(Login.v311("one").packet());
    three.expectRefused(ReasonCode.SERVER_UNAVAILABLE);
    counted(running, "connect", failure, 2);
    assertEquals(0, running.services().sessions().count());
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriptionIsRefused(Failure failure) {
    Running running = failing("subscribe", failure);
    Client five = running.connect(Login.v5("five"));
    five.send(Packets.subscribe(1, Packets.to("a", QOS_1)));
    assertEquals(List.of(FAULT), five.expect(Packet.Suback.class).reasons());
    Client three = running.connect(Login.v311("three"));
    three.send(Packets.subscribe(1, Packets.to("a", QOS_1)));
    assertEquals(
        List.of(ReasonCode.UNSPECIFIED_ERROR), three.expect(Packet.Suback.class).reasons());
    counted(running, "subscribe", failure, 2);
    assertEquals(0, running.services().subscriptions().count());
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriptionStays(Failure failure) {
    Running running = failing("unsubscribe", failure);
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", QOS_1);
    one.send(Packets.unsubscribe(9, "a"));
    assertEquals(List.of(FAULT), one.expect(Packet.Unsuback.class).reasons());
    counted(running, "unsubscribe", failure, 1);
    assertEquals(1, running.services().subscriptions().count());
  }

  @ParameterizedTest
  @EnumSource
  void aMessageGoesNowhere(Failure failure) {
    Running running = failing("publish", failure);
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", QOS_1);
    Packet.Publish publish = Packets.retained(Packets.publish("a", "x", QOS_1, one.id()));
    one.send(publish);
    one.expect(publish.puback(FAULT));
    one.expectNothingMore();
    counted(running, "publish", failure, 1);
    assertEquals(1, running.dropped(DropReason.DENIED_BY_HOOK));
    assertEquals(
        0, running.services().retained().all().filter(m -> m.topic().value().equals("a")).count());
  }

  @ParameterizedTest
  @EnumSource
  void aWillIsNotPublished(Failure failure) {
    Running running = failing("will", failure);
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("w", QOS_1);
    running.connect(Login.v5("one").will("w", "gone", QOS_1)).vanish();
    Running.await(() -> running.dropped(DropReason.DENIED_BY_HOOK) == 1);
    watcher.expectNothingMore();
    counted(running, "will", failure, 1);
  }
}
