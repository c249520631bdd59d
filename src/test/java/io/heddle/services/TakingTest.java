package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interceptor that does itself what is to be done: {@link Verdict.Take}. */
@Timeout(60)
class TakingTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;

  @AutoClose private final Several brokers = new Several();
  private final Recorder seen = new Recorder();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> askedAfter = new CopyOnWriteArrayList<>();

  /** Takes the first that it is asked about of one kind. */
  private Running taking(String wanted) {
    EveryInterceptor takes =
        new EveryInterceptor() {
          @Override
          <T> Verdict<T> decide(String kind) {
            if (kind.equals(wanted) && taken.isEmpty()) {
              taken.add(kind);
              return Verdict.take("I do it");
            }
            return Verdict.allow();
          }
        };
    EveryInterceptor after =
        new EveryInterceptor() {
          @Override
          <T> Verdict<T> decide(String kind) {
            askedAfter.add(kind);
            return Verdict.allow();
          }
        };
    return brokers.start(
        b -> b.hook("takes", takes).hook("after", after).hook("seen", seen),
        "sys.interval",
        "never");
  }

  private long askedAfter(String kind) {
    return askedAfter.stream().filter(kind::equals).count();
  }

  @Test
  void aMessageIsAcknowledgedAndNobodyHearsOfIt() {
    Running running = taking("publish");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", QOS_1);
    one.retain("a", "taken", QOS_1);
    one.expectNothingMore();
    assertEquals(0, running.services().retained().count());
    one.publish("a", "next", QOS_1);
    one.receive("a", QOS_1, "next");
    Running.await(() -> seen.queued.contains("acknowledged one a=next of one"));
    assertEquals(2, seen.queued.size(), seen.queued::toString);
    assertEquals(
        List.of("published one a=next of one"),
        seen.direct.stream().filter(each -> each.startsWith("published")).toList());
    assertEquals(0, running.dropped());
    assertEquals(1, askedAfter("publish"));
  }

  @Test
  void aSubscriptionIsGrantedAndNothingComes() {
    Running running = taking("subscribe");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", QOS_1);
    one.publish("a", "x", QOS_1);
    one.expectNothingMore();
    assertEquals(0, running.services().subscriptions().count());
    assertEquals(0, askedAfter("subscribe"));
  }

  @Test
  void aSubscriptionStaysAndTheClientIsToldThatItIsGone() {
    Running running = taking("unsubscribe");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", QOS_1);
    one.send(Packets.unsubscribe(9, "a"));
    assertEquals(List.of(ReasonCode.SUCCESS), one.expect(Packet.Unsuback.class).reasons());
    assertEquals(1, running.services().subscriptions().count());
    assertEquals(0, askedAfter("unsubscribe"));
  }

  @Test
  void aWillIsNotPublishedNorCounted() {
    Running running = taking("will");
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("w", QOS_1);
    running.connect(Login.v5("one").will("w", "gone", QOS_1)).vanish();
    Running.await(() -> seen.queued.contains("ended one NORMAL") && !taken.isEmpty());
    running.connect(Login.v5("two").will("w", "second", QOS_1)).vanish();
    watcher.receive("w", QOS_1, "second");
    assertEquals(0, running.dropped());
    assertEquals(1, askedAfter("will"));
  }

  @Test
  void aClientAndAConnectionAreClosedWithoutAWord() {
    for (String kind : List.of("connect", "connection")) {
      taken.clear();
      Running running = taking(kind);
      Client one = running.open(Version.MQTT_5_0);
      one.send(Login.v5("one").packet());
      one.expectClosed();
      running.connect(Login.v5("two"));
      assertEquals(1, running.services().sessions().count(), kind);
      assertEquals(1, running.services().statistics().connectsDenied(), kind);
    }
  }
}
