package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ClientLimits;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.DropReason;
import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Received;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What interceptors decide about clients in the program. */
@Timeout(60)
class LocalDecidingTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @AutoClose private final Several brokers = new Several();
  private final BlockingQueue<Received> got = new LinkedBlockingQueue<>();

  private Running start(Hook hook, String... settings) {
    return brokers.start(builder -> builder.hook("test", hook), settings);
  }

  private static Message one(String topic, String payload) {
    return message(topic, payload, Qos.AT_LEAST_ONCE, false);
  }

  private static Verdict<Message> byPayload(io.heddle.api.Client client, Message message)
      throws InterruptedException {
    return switch (message.payload().text()) {
      case "deny" -> Verdict.deny("no");
      case "quota" -> new Verdict.Deny<>(ReasonCode.QUOTA_EXCEEDED, "no", Properties.NONE);
      case "drop" -> Verdict.drop("quiet");
      case "sys" -> Verdict.change(message.to(TopicName.of("$SYS/x")));
      case "move" -> Verdict.change(message.to(TopicName.of("moved")));
      case "throw" -> throw new IllegalStateException("meant by the test");
      case "wait" -> {
        new CountDownLatch(1).await();
        yield Verdict.allow();
      }
      default -> Verdict.allow();
    };
  }

  @Test
  void publishing() throws InterruptedException {
    PublishInterceptor hook = LocalDecidingTest::byPayload;
    Running running = start(hook, "hooks.timeout", "50ms");
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(to("#", Qos.AT_LEAST_ONCE));
      assertEquals(ReasonCode.NOT_AUTHORIZED, local.publish(one("a", "deny")));
      assertEquals(ReasonCode.QUOTA_EXCEEDED, local.publish(one("a", "quota")));
      assertEquals(ReasonCode.SUCCESS, local.publish(one("a", "drop")));
      assertEquals(ReasonCode.NOT_AUTHORIZED, local.publish(one("a", "sys")));
      for (String fails : List.of("throw", "wait")) {
        assertEquals(
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, local.publish(one("a", fails)), fails);
      }
      assertFalse(Thread.currentThread().isInterrupted());
      Message sent = one("a", "move");
      assertEquals(ReasonCode.SUCCESS, local.publish(sent));
      Message moved = local.receive(LONG).orElseThrow().message();
      assertEquals("moved", moved.topic().value());
      assertSame(sent.payload(), moved.payload());
      assertTrue(local.receive(Duration.ZERO).isEmpty());
      assertEquals(4, running.dropped(DropReason.DENIED_BY_HOOK));
      assertEquals(1, running.dropped(DropReason.DROPPED_BY_HOOK));
      assertEquals(1, running.dropped(DropReason.NOT_ACCEPTED));
      var figures = running.services().statistics().hooks().getFirst();
      assertEquals(7, figures.calls());
      assertEquals(1, figures.timeouts());
      assertEquals(1, figures.exceptions());
    }
  }

  @Test
  void subscribing() throws InterruptedException {
    SubscribeInterceptor hook =
        (client, wanted) ->
            switch (wanted.filter().value()) {
              case "deny" -> Verdict.deny("no");
              case "drop" -> Verdict.drop("quiet");
              default -> Verdict.change(wanted.to(TopicFilter.of("in/" + wanted.filter().value())));
            };
    UnsubscribeInterceptor back =
        (client, filter) ->
            filter.value().equals("deny")
                ? Verdict.deny("no")
                : Verdict.change(TopicFilter.of("in/" + filter.value()));
    Running running = brokers.start(b -> b.hook("there", hook).hook("back", back));
    try (LocalClient local = running.broker().client("local")) {
      assertEquals(ReasonCode.NOT_AUTHORIZED, local.subscribe(to("deny", Qos.AT_LEAST_ONCE)));
      assertEquals(
          ReasonCode.GRANTED_QOS_1, local.subscribe(to("drop", Qos.AT_LEAST_ONCE), got::add));
      assertEquals(ReasonCode.GRANTED_QOS_1, local.subscribe(to("a", Qos.AT_LEAST_ONCE), got::add));
      assertEquals(1, running.services().subscriptions().of("local").size());
      local.publish(one("in/a", "1"));
      assertEquals("1", got.take().message().payload().text());
      assertEquals(ReasonCode.NOT_AUTHORIZED, local.unsubscribe(TopicFilter.of("deny")));
      assertEquals(ReasonCode.SUCCESS, local.unsubscribe(TopicFilter.of("a")));
      assertEquals(0, running.services().subscriptions().of("local").size());
    }
  }

  private static final ConnectInterceptor DOOR =
      (request, terms) -> {
        assertTrue(request.client().peer().isInProcess());
        return switch (request.client().clientId()) {
          case "banned" -> new Verdict.Deny<>(ReasonCode.BANNED, "no", Properties.NONE);
          case "quiet" -> Verdict.drop("quiet");
          default ->
              Verdict.change(
                  terms.limits(
                      ClientLimits.builder()
                          .maximumQos(Qos.AT_LEAST_ONCE)
                          .retain(false)
                          .wildcard(false)
                          .packetSizeMax(20)
                          .mountPoint("in/")
                          .assignedClientId("other")
                          .build()));
        };
      };

  @Test
  void comingIn() throws InterruptedException {
    Recorder seen = new Recorder();
    Running running = brokers.start(b -> b.hook("test", DOOR).hook("seen", seen));
    assertEquals(ReasonCode.BANNED, refusal(running, "banned"));
    assertEquals(ReasonCode.NOT_AUTHORIZED, refusal(running, "quiet"));
    assertEquals(
        List.of("refused banned/null BANNED", "refused quiet/null NOT_AUTHORIZED"), seen.direct);
    try (LocalClient local = running.broker().client("local");
        LocalClient same = running.broker().client("unused")) {
      assertFalse(local.isConnected(), "both are the same client");
      assertEquals("other", same.clientId());
      Message high = message("a", "x", Qos.EXACTLY_ONCE, false);
      assertEquals(ReasonCode.QOS_NOT_SUPPORTED, same.publish(high));
      Message kept = message("a", "x", Qos.AT_LEAST_ONCE, true);
      assertEquals(ReasonCode.RETAIN_NOT_SUPPORTED, same.publish(kept));
      assertEquals(ReasonCode.PACKET_TOO_LARGE, same.publish(one("a", "x".repeat(20))));
      assertEquals(
          ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED,
          same.subscribe(to("#", Qos.AT_LEAST_ONCE)));
      assertEquals(ReasonCode.GRANTED_QOS_1, same.subscribe(to("a", Qos.EXACTLY_ONCE), got::add));
      running.services().messages().publish(one("a", "above"));
      running.services().messages().publish(one("in/a", "below"));
      Message first = got.take().message();
      assertEquals("a below", first.topic().value() + " " + first.payload().text());
      assertEquals(ReasonCode.SUCCESS, same.unsubscribe(TopicFilter.of("a")));
    }
  }

  private static ReasonCode refusal(Running running, String clientId) {
    return assertThrows(LocalClientRefusedException.class, () -> running.broker().client(clientId))
        .reason();
  }

  @Test
  void aWill() throws InterruptedException {
    WillInterceptor hook = (client, will) -> Verdict.change(will.payload(Bytes.utf8("changed")));
    Running running = start(hook);
    Will will =
        new Will(
            TopicName.of("w"), Bytes.utf8("gone"), Qos.AT_LEAST_ONCE, false, Properties.NONE, 0);
    try (LocalClient watcher = running.broker().client("watcher")) {
      watcher.subscribe(to("w", Qos.AT_LEAST_ONCE));
      running.broker().client(LocalClientOptions.of("local").will(will));
      running.services().clients().disconnect("local", ReasonCode.ADMINISTRATIVE_ACTION, "enough");
      assertEquals("changed", watcher.receive(LONG).orElseThrow().message().payload().text());
    }
  }
}
