package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Ban;
import io.heddle.api.ClientInfo;
import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client in the program comes, is seen, is limited and goes, like others. */
@Timeout(60)
class LocalSessionTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Running running =
      new Running("limits.topic-levels", "3", "limits.outbox-size", "16KiB", "queue.messages", "5");

  @AfterEach
  void stop() {
    running.close();
  }

  private static Will will(String topic) {
    return new Will(
        TopicName.of(topic), Bytes.utf8("gone"), Qos.AT_LEAST_ONCE, false, Properties.NONE, 0);
  }

  @Test
  void itIsSeen() {
    LocalClientOptions options =
        LocalClientOptions.of("local").user("u", Set.of("g")).lasting(60).will(will("w"));
    try (LocalClient local = running.broker().client(options)) {
      local.subscribe(to("a", Qos.AT_LEAST_ONCE), received -> {});
      local.publish(message("a", "x", Qos.AT_LEAST_ONCE, false));
      ClientInfo info = running.services().clients().find("local").orElseThrow();
      assertEquals("u", info.client().userName());
      assertEquals(Set.of("g"), info.client().groups());
      assertEquals("in-process", info.client().peer().listener());
      assertEquals("w", info.will().topic().value());
      assertEquals(1, info.traffic().messagesReceived());
      assertEquals(1, info.traffic().messagesSent());
      assertEquals(1, running.services().clients().count());
      assertEquals(1, running.services().statistics().messagesReceived(Qos.AT_LEAST_ONCE));
      assertEquals(1, running.services().subscriptions().of("local").size());
      var session = running.services().sessions().find("local").orElseThrow();
      assertTrue(session.connected());
      assertEquals(Duration.ofMinutes(1), session.expiry());
      assertFalse(local.sessionPresent());
    }
    assertEquals(0, running.services().clients().count());
    assertFalse(running.services().sessions().find("local").orElseThrow().connected());
    running.broker().client("local").close();
    assertTrue(running.services().sessions().find("local").isEmpty());
  }

  @Test
  void takesOverAndIsTakenOver() {
    Client socket = running.connect(Login.v5("same"));
    LocalClient local = running.broker().client("same");
    socket.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    running.connect(Login.v5("same"));
    assertFalse(local.isConnected());
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, local.end().reason());
    IllegalStateException told =
        assertThrows(
            IllegalStateException.class,
            () -> local.publish(message("a", "x", Qos.AT_MOST_ONCE, false)));
    assertTrue(told.getMessage().contains("Client Identifier"), told.getMessage());
    local.close();
    Running.await(() -> running.services().clients().count() == 1);
    LocalClient one = running.broker().client("same");
    LocalClient other = running.broker().client("same");
    assertFalse(one.isConnected());
    assertTrue(other.isConnected());
  }

  @Test
  void theWillIsPublishedUnlessItSaysGoodbye() throws InterruptedException {
    try (LocalClient watcher = running.broker().client("watcher")) {
      watcher.subscribe(to("w/#", Qos.AT_LEAST_ONCE));
      running.broker().client(LocalClientOptions.of("a").will(will("w/a"))).close();
      running.broker().client(LocalClientOptions.of("b").will(will("w/b")));
      running.services().clients().disconnect("b", ReasonCode.ADMINISTRATIVE_ACTION, "enough");
      var gone = watcher.receive(LONG).orElseThrow().message();
      assertEquals("w/b", gone.topic().value());
      Running.await(() -> running.services().clients().count() == 1);
    }
  }

  @Test
  void theBrokersEndWakesWhoReceives() throws Exception {
    LocalClient local = running.broker().client("local");
    CompletableFuture<Exception> told = new CompletableFuture<>();
    Thread receiver =
        Thread.ofVirtual()
            .start(() ->
                told.complete(
                    assertThrows(
                        IllegalStateException.class,
                        () -> local.receive(Duration.ofDays(400_000_000)))));
    Running.await(() -> receiver.getState() == Thread.State.TIMED_WAITING);
    running.broker().close();
    assertTrue(told.get().getMessage().contains("the broker stops"));
    assertEquals(ReasonCode.SERVER_SHUTTING_DOWN, local.end().reason());
    assertThrows(IllegalStateException.class, () -> running.broker().client("late"));
  }

  @Test
  void limitsHold() {
    try (LocalClient local = running.broker().client("local")) {
      assertEquals(
          ReasonCode.NOT_AUTHORIZED,
          local.publish(message("$SYS/a", "x", Qos.AT_LEAST_ONCE, false)));
      assertEquals(
          ReasonCode.TOPIC_NAME_INVALID,
          local.publish(message("a/b/c/d", "x", Qos.AT_LEAST_ONCE, false)));
      assertEquals(
          ReasonCode.TOPIC_FILTER_INVALID, local.subscribe(to("a/b/c/d", Qos.AT_LEAST_ONCE)));
      assertEquals(2, running.dropped(DropReason.NOT_ACCEPTED));
    }
    assertThrows(IllegalArgumentException.class, () -> running.broker().client(""));
    assertThrows(
        IllegalArgumentException.class, () -> LocalClientOptions.of("a").receiveMaximum(0));
    assertEquals(
        ReasonCode.NOT_AUTHORIZED,
        assertThrows(
                LocalClientRefusedException.class,
                () -> running.broker().client(LocalClientOptions.of("a").will(will("$SYS/a"))))
            .reason());
  }

  @Test
  void rulesOfAccessHold() throws InterruptedException {
    try (Broker broker =
            io.heddle.Heddle.builder().port(0).authorizer(LocalSessionTest::rule).start();
        LocalClient local =
            broker.client(LocalClientOptions.of("local").user("u", Set.of("some")))) {
      assertEquals(
          ReasonCode.NOT_AUTHORIZED,
          local.publish(message("closed", "x", Qos.AT_LEAST_ONCE, false)));
      assertEquals(ReasonCode.NOT_AUTHORIZED, local.subscribe(to("closed", Qos.AT_LEAST_ONCE)));
      assertEquals(ReasonCode.GRANTED_QOS_1, local.subscribe(to("open", Qos.EXACTLY_ONCE)));
      local.publish(message("open", "x", Qos.AT_LEAST_ONCE, false));
      assertTrue(local.receive(Duration.ZERO).isEmpty(), "nobody allows it to be read");
      assertEquals(
          1,
          broker
              .services()
              .statistics()
              .messagesDropped(DropReason.READ_DENIED, Qos.AT_LEAST_ONCE));
      assertEquals(
          1,
          broker
              .services()
              .statistics()
              .messagesDropped(DropReason.PUBLISH_DENIED, Qos.AT_LEAST_ONCE));
      assertThrows(LocalClientRefusedException.class, () -> broker.client("stranger"));
    }
  }

  private static Access rule(io.heddle.api.Client client, Action action) {
    return switch (action) {
      case Action.Connect connect ->
          client.userName() == null ? new Access.Denied("who?") : Access.NO_OPINION;
      case Action.Publish publish -> open(publish.topic().value());
      case Action.Subscribe subscribe -> open(subscribe.filter().value());
    };
  }

  private static Access open(String topic) {
    return topic.equals("open")
        ? new Access.Allowed(Qos.AT_LEAST_ONCE, "open")
        : new Access.Denied("closed");
  }

  @Test
  void whoIsBannedGoes() {
    LocalClient local = running.broker().client("local");
    running.broker().bans().add(new Ban(new Ban.Target.ClientId("local"), null, "test"));
    Running.await(() -> !local.isConnected());
    assertEquals(
        ReasonCode.BANNED,
        assertThrows(LocalClientRefusedException.class, () -> running.broker().client("local"))
            .reason());
    assertNull(running.broker().client("other").end());
  }
}
