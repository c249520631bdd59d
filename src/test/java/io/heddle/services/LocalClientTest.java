package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Received;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client in the program sends and gets. */
@Timeout(60)
class LocalClientTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Running running = new Running("session.expiry-max", "1d");
  private final BlockingQueue<Received> got = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    running.close();
  }

  private Received next() throws InterruptedException {
    Received next = got.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message came");
    }
    return next;
  }

  private static String text(Received received) {
    return received.message().payload().text();
  }

  @ParameterizedTest
  @EnumSource
  void overTheSocketAndBack(Qos qos) throws InterruptedException {
    Client socket = running.connect(Login.v5("socket"));
    socket.subscribe("down", qos);
    try (LocalClient local = running.broker().client("local")) {
      assertEquals(ReasonCode.granted(qos), local.subscribe(to("up/#", qos), got::add));
      assertEquals(ReasonCode.SUCCESS, local.publish(message("down", "1", qos, false)));
      socket.receive("down", qos, "1");
      socket.publish("up/a", "2", qos);
      Received received = next();
      assertEquals("2", text(received));
      assertEquals("up/a", received.message().topic().value());
      assertEquals("socket", received.message().publisher());
      assertEquals(qos, received.qos());
      assertFalse(received.duplicate());
      assertFalse(received.retain());
      Running.await(() -> running.services().statistics().inflight() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void receivesOneAfterTheOther(Qos qos) throws InterruptedException {
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(to("a", qos));
      assertTrue(local.receive(Duration.ZERO).isEmpty());
      for (String each : List.of("1", "2", "3")) {
        local.publish(message("a", each, qos, false));
      }
      for (String each : List.of("1", "2", "3")) {
        assertEquals(each, text(local.receive(LONG).orElseThrow()));
      }
      int unacknowledged = qos == Qos.AT_MOST_ONCE ? 0 : 1;
      assertEquals(unacknowledged, running.services().statistics().inflight());
      assertTrue(local.receive(Duration.ofMillis(1)).isEmpty());
      assertEquals(0, running.services().statistics().inflight());
    }
  }

  @Test
  void thePayloadIsNotCopied() throws InterruptedException {
    Message sent = message("a", "x", Qos.AT_LEAST_ONCE, false);
    try (LocalClient one = running.broker().client("one");
        LocalClient other = running.broker().client("other")) {
      other.subscribe(to("a", Qos.AT_LEAST_ONCE));
      one.publish(sent);
      Message received = other.receive(LONG).orElseThrow().message();
      assertSame(sent.payload(), received.payload());
      assertEquals("one", received.publisher());
    }
  }

  @Test
  void whatIsRetainedComesWithTheSubscription() throws InterruptedException {
    try (LocalClient local = running.broker().client("local")) {
      local.publish(message("a", "kept", Qos.AT_LEAST_ONCE, true));
      local.subscribe(to("a", Qos.AT_LEAST_ONCE).withIdentifier(7), got::add);
      Received received = next();
      assertEquals("kept", text(received));
      assertTrue(received.retain());
      assertEquals(List.of(7), received.subscriptionIdentifiers());
    }
  }

  @Test
  void answersAreThoseOfTheProtocol() {
    try (LocalClient local = running.broker().client("local")) {
      assertEquals(
          ReasonCode.NO_MATCHING_SUBSCRIBERS,
          local.publish(message("a", "x", Qos.AT_MOST_ONCE, false)));
      TopicFilter filter = TopicFilter.of("a");
      assertEquals(ReasonCode.NO_SUBSCRIPTION_EXISTED, local.unsubscribe(filter));
      local.subscribe(to("a", Qos.AT_LEAST_ONCE));
      assertEquals(ReasonCode.SUCCESS, local.unsubscribe(filter));
      Properties alias = Properties.builder().add(Property.TOPIC_ALIAS, 1).build();
      Message foreign =
          new Message(
              TopicName.of("a"), Bytes.EMPTY, Qos.AT_MOST_ONCE, false, alias, Message.NEVER, "");
      assertThrows(IllegalArgumentException.class, () -> local.publish(foreign));
    }
  }

  @Test
  void everyCallbackThatMatchesIsCalled() throws InterruptedException {
    BlockingQueue<Received> others = new LinkedBlockingQueue<>();
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(to("a/#", Qos.AT_LEAST_ONCE), got::add);
      local.subscribe(to("a/b", Qos.AT_LEAST_ONCE), others::add);
      local.subscribe(to("c", Qos.AT_LEAST_ONCE));
      local.publish(message("a/b", "both", Qos.AT_LEAST_ONCE, false));
      assertEquals("both", text(next()));
      assertEquals("both", text(others.poll(10, TimeUnit.SECONDS)));
      local.unsubscribe(TopicFilter.of("a/b"));
      local.publish(message("a/b", "one", Qos.AT_LEAST_ONCE, false));
      local.publish(message("c", "none", Qos.AT_LEAST_ONCE, false));
      assertEquals("one", text(next()));
      assertEquals("none", text(local.receive(LONG).orElseThrow()));
      assertTrue(others.isEmpty());
      local.publish(message("c", "late", Qos.AT_LEAST_ONCE, false));
      local.subscribe(to("c", Qos.AT_LEAST_ONCE), others::add);
      assertEquals("late", text(others.poll(10, TimeUnit.SECONDS)));
    }
  }

  @Test
  void aSharedSubscriptionIsShared() {
    Client socket = running.connect(Login.v5("socket"));
    socket.subscribe("$share/g/a", Qos.AT_MOST_ONCE);
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(to("$share/g/a", Qos.AT_MOST_ONCE), got::add);
      for (int i = 0; i < 10; i++) {
        local.publish(message("a", Integer.toString(i), Qos.AT_MOST_ONCE, false));
      }
      List<String> there = new ArrayList<>();
      socket.drain().forEach(publish -> there.add(publish.payload().text()));
      Running.await(() -> got.size() + there.size() == 10);
      assertFalse(got.isEmpty());
      assertFalse(there.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  void whatCameInItsAbsenceWaits(Qos qos) throws InterruptedException {
    LocalClientOptions lasting = LocalClientOptions.of("local").lasting(60);
    LocalClient first = running.broker().client(lasting);
    first.subscribe(to("a", qos));
    try (LocalClient other = running.broker().client("other")) {
      other.publish(message("a", "1", qos, false));
      assertEquals("1", text(first.receive(LONG).orElseThrow()));
      first.close();
      other.publish(message("a", "2", qos, false));
    }
    try (LocalClient again = running.broker().client(lasting.otherwise(got::add))) {
      assertTrue(again.sessionPresent());
      Received repeated = next();
      assertEquals("1", text(repeated));
      assertTrue(repeated.duplicate());
      assertEquals("2", text(next()));
      Running.await(() -> running.services().statistics().inflight() == 0);
    }
  }

  /** PUBREC came over a socket, and its client then comes from within. */
  @Test
  void anExchangeOfASocketGoesOnWithin() {
    Client socket = running.lasting("same");
    socket.subscribe("a", Qos.EXACTLY_ONCE);
    running.services().messages().publish(message("a", "1", Qos.EXACTLY_ONCE, false));
    var publish = socket.expectPublish("a", "1", Qos.EXACTLY_ONCE);
    socket.send(publish.pubrec(ReasonCode.SUCCESS));
    socket.expect(io.heddle.codec.Packet.Pubrel.class);
    try (LocalClient local = running.broker().client(LocalClientOptions.of("same").lasting(60))) {
      assertTrue(local.sessionPresent());
      Running.await(() -> running.services().statistics().inflight() == 0);
    }
  }

  @Test
  void acknowledgedByTheProgram() throws InterruptedException {
    LocalClientOptions options = LocalClientOptions.of("local").acknowledging().receiveMaximum(2);
    try (LocalClient local = running.broker().client(options)) {
      local.subscribe(to("a", Qos.AT_LEAST_ONCE));
      for (String each : List.of("1", "2", "3")) {
        local.publish(message("a", each, Qos.AT_LEAST_ONCE, false));
      }
      Received first = local.receive(LONG).orElseThrow();
      assertEquals("2", text(local.receive(LONG).orElseThrow()));
      assertTrue(local.receive(Duration.ofMillis(50)).isEmpty(), "above the Receive Maximum");
      first.acknowledge();
      first.acknowledge();
      assertEquals("3", text(local.receive(LONG).orElseThrow()));
      assertEquals(2, running.services().statistics().inflight());
    }
  }

  @Test
  void aCallbackThatFailsRefusesTheMessageAlone() throws InterruptedException {
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(
          to("a", Qos.AT_LEAST_ONCE),
          received -> {
            got.add(received);
            if (text(received).equals("bad")) {
              throw new IllegalStateException("meant by the test");
            }
          });
      local.publish(message("a", "bad", Qos.AT_LEAST_ONCE, false));
      local.publish(message("a", "good", Qos.AT_LEAST_ONCE, false));
      assertEquals("bad", text(next()));
      assertEquals("good", text(next()));
      Running.await(() -> running.services().statistics().inflight() == 0);
      assertEquals(1, running.dropped(DropReason.REFUSED));
    }
  }

  @Test
  void aCallbackMayPublishAndSubscribe() throws InterruptedException {
    try (LocalClient local = running.broker().client("local")) {
      local.subscribe(
          to("a", Qos.EXACTLY_ONCE),
          received -> {
            local.subscribe(to("b", Qos.EXACTLY_ONCE), got::add);
            local.publish(message("b", text(received), Qos.EXACTLY_ONCE, false));
          });
      local.publish(message("a", "x", Qos.EXACTLY_ONCE, false));
      assertEquals("x", text(next()));
    }
    assertNull(got.poll());
  }
}
