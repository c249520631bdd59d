package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import io.heddle.api.DropReason;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What interceptors decide, as clients see it. */
@Timeout(60)
class DecidingTest {
  @AutoClose private final Several brokers = new Several();

  private Running start(Consumer<Heddle.Builder> hooks, String... settings) {
    return brokers.start(hooks, settings);
  }

  private Running publishing(PublishInterceptor hook, String... settings) {
    return start(builder -> builder.hook("test", hook), settings);
  }

  private static Packet.Publish qos1(Client client, String topic, String payload) {
    return Packets.publish(topic, payload, Qos.AT_LEAST_ONCE, client.id());
  }

  @Test
  void theyAreAskedInOrderOnTheVirtualThreadOfTheClient() {
    List<String> calls = new CopyOnWriteArrayList<>();
    PublishInterceptor first =
        (client, message) -> {
          Thread own = Thread.currentThread();
          calls.add("first " + own.isVirtual() + " " + own.getName().contains("one"));
          return Verdict.change(message.payload(Bytes.utf8(message.payload().text() + "+")));
        };
    PublishInterceptor second =
        (client, message) -> {
          calls.add("second " + client.clientId() + " " + message.payload().text());
          return Verdict.allow();
        };
    Running running = start(b -> b.hook("first", first).hook("second", second));
    Client one = running.connect(Login.v311("one"));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    one.publish("a", "1", Qos.AT_LEAST_ONCE);
    one.receive("a", Qos.AT_LEAST_ONCE, "1+");
    assertEquals(List.of("first true true", "second one 1+"), calls);
    var figures = running.services().statistics().hooks();
    assertEquals(List.of("first", "second"), figures.stream().map(f -> f.name()).toList());
    assertTrue(figures.stream().allMatch(f -> f.calls() == 1 && f.kind().equals("publish")));
  }

  @Test
  void aDeniedPublishIsToldAndNeitherRetainedNorDelivered() {
    Running running =
        publishing(
            (c, m) -> new Verdict.Deny<>(ReasonCode.QUOTA_EXCEEDED, "enough", Several.TOLD),
            "sys.interval",
            "never");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    Packet.Publish publish = Packets.retained(qos1(one, "a", "1"));
    one.send(publish);
    Properties words = Several.TOLD.without(Property.SERVER_REFERENCE);
    one.expect(new Packet.Puback(publish.packetId(), ReasonCode.QUOTA_EXCEEDED, words));
    Packet.Publish exactly =
        Packets.retained(Packets.publish("a", "2", Qos.EXACTLY_ONCE, one.id()));
    one.send(exactly);
    one.expect(new Packet.Pubrec(exactly.packetId(), ReasonCode.QUOTA_EXCEEDED, words));
    one.fence();
    assertEquals(0, running.services().statistics().retainedMessages());
    assertEquals(1, dropped(running, DropReason.DENIED_BY_HOOK, Qos.AT_LEAST_ONCE));
    assertEquals(1, dropped(running, DropReason.DENIED_BY_HOOK, Qos.EXACTLY_ONCE));
  }

  private static long dropped(Running running, DropReason reason, Qos qos) {
    return running.services().statistics().messagesDropped(reason, qos);
  }

  @Test
  void aClientThatWantsNoReasonsGetsTheCodeAlone() {
    Running running =
        publishing((c, m) -> new Verdict.Deny<>(ReasonCode.SERVER_BUSY, "enough", Several.TOLD));
    Client one = running.connect(Login.v5("one").with(Property.REQUEST_PROBLEM_INFORMATION, 0));
    Packet.Publish publish = qos1(one, "a", "1");
    one.send(publish);
    one.expect(publish.puback(ReasonCode.NOT_AUTHORIZED));
  }

  @Test
  void aDeniedPublishOf311IsAcknowledgedOrEndsTheConnectionAsTheSettingSays() {
    Running running = publishing((c, m) -> Verdict.deny("no"));
    Client one = running.connect(Login.v311("one"));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    one.publish("a", "1", Qos.AT_LEAST_ONCE);
    one.fence();
    Running strict = publishing((c, m) -> Verdict.deny("no"), "acl.denied-publish", "disconnect");
    Client two = strict.connect(Login.v311("two"));
    two.send(qos1(two, "a", "1"));
    two.expectClosed();
  }

  @Test
  void aDroppedPublishIsAcknowledgedAndGoesNowhere() {
    Running running = publishing((c, m) -> Verdict.drop("quiet"), "sys.interval", "never");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a", Qos.EXACTLY_ONCE);
    one.retain("a", "1", Qos.EXACTLY_ONCE);
    one.fence();
    assertEquals(0, running.services().statistics().retainedMessages());
    assertEquals(1, dropped(running, DropReason.DROPPED_BY_HOOK, Qos.EXACTLY_ONCE));
  }

  @Test
  void limitsHoldForWhatAMessageHasBecome() {
    Running running =
        publishing((c, m) -> Verdict.change(m.to(TopicName.of("$SYS/" + m.topic().value()))));
    Client one = running.connect(Login.v5("one"));
    Packet.Publish publish = qos1(one, "a", "1");
    one.send(publish);
    one.expect(publish.puback(ReasonCode.NOT_AUTHORIZED));
  }

  @Test
  void aHookThatFailsOrIsLateDeniesAndTheClientGoesOn() {
    Running running =
        publishing(
            (c, m) -> {
              switch (m.payload().text()) {
                case "throws" -> throw new IllegalStateException("on purpose");
                case "waits" -> new CountDownLatch(1).await();
                default -> {}
              }
              return Verdict.allow();
            },
            "hooks.timeout",
            "20ms");
    Client one = running.connect(Login.v5("one"));
    for (String payload : List.of("throws", "waits")) {
      Packet.Publish publish = qos1(one, "a", payload);
      one.send(publish);
      one.expect(publish.puback(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR));
    }
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    one.publish("a", "fine", Qos.AT_LEAST_ONCE);
    one.receive("a", Qos.AT_LEAST_ONCE, "fine");
    var figures = running.services().statistics().hooks().getFirst();
    assertEquals(1, figures.exceptions());
    assertEquals(1, figures.timeouts());
    assertEquals(3, figures.calls());
  }

  /** What came in the same read before the message is not held back, nor is anybody else. */
  @Test
  void aSlowHookDelaysItsOwnClientOnly() {
    CountDownLatch release = new CountDownLatch(1);
    Running running =
        publishing((c, m) -> {
          if (m.payload().text().equals("slow")) {
            release.await();
          }
          return Verdict.allow();
        });
    Client other = running.connect(Login.v311("other"));
    other.subscribe("a", Qos.AT_LEAST_ONCE);
    Client slow = running.connect(Login.v311("slow"));
    Packet.Publish first = qos1(slow, "a", "1");
    Packet.Publish second = qos1(slow, "a", "slow");
    slow.send(first, second);
    other.receive("a", Qos.AT_LEAST_ONCE, "1");
    slow.expect(first.puback(ReasonCode.SUCCESS));
    other.publish("a", "2", Qos.AT_LEAST_ONCE);
    other.receive("a", Qos.AT_LEAST_ONCE, "2");
    release.countDown();
    slow.expect(second.puback(ReasonCode.SUCCESS));
    other.receive("a", Qos.AT_LEAST_ONCE, "slow");
  }

  @Test
  void aWillIsDecidedOnWhenItIsPublished() {
    List<String> calls = new CopyOnWriteArrayList<>();
    WillInterceptor hook =
        (client, will) -> {
          // A thread of a client that is gone must not run where clients are served.
          boolean amongClients = Thread.currentThread().toString().contains("heddle-carrier");
          calls.add(client.clientId() + " " + Thread.currentThread().isVirtual() + amongClients);
          return switch (will.payload().text()) {
            case "deny" -> Verdict.deny("no");
            case "drop" -> Verdict.drop("quiet");
            default -> Verdict.change(will.payload(Bytes.utf8("changed")));
          };
        };
    Running running = start(builder -> builder.hook("test", hook));
    Client watcher = running.connect(Login.v311("watcher"));
    watcher.subscribe("will", Qos.AT_LEAST_ONCE);
    for (String payload : List.of("deny", "drop", "change")) {
      running.connect(Login.v311(payload).will("will", payload, Qos.AT_LEAST_ONCE)).close();
    }
    watcher.receive("will", Qos.AT_LEAST_ONCE, "changed");
    Running.await(() -> dropped(running, DropReason.DENIED_BY_HOOK, Qos.AT_LEAST_ONCE) == 1);
    Running.await(() -> dropped(running, DropReason.DROPPED_BY_HOOK, Qos.AT_LEAST_ONCE) == 1);
    assertEquals(
        List.of("change truefalse", "deny truefalse", "drop truefalse"),
        calls.stream().sorted().toList());
  }
}
