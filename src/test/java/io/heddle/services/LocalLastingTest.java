package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ClientLimits;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.api.Received;
import io.heddle.api.SessionEnd;
import io.heddle.api.SessionInfo;
import io.heddle.api.Statistics;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.spec.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How long a client in the program and its session last, what it may have in flight, and its part
 * in share groups.
 */
@Timeout(60)
class LocalLastingTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final long FOR_EVER = 0xFFFF_FFFFL;

  @AutoClose private final Several brokers = new Several();

  private Running start(String... settings) {
    return brokers.start(builder -> {}, settings);
  }

  /** A broker that gives each client limits when it comes. */
  private Running limiting(Consumer<ClientLimits.Builder> limits) {
    ConnectInterceptor hook =
        (request, terms) -> {
          ClientLimits.Builder builder = ClientLimits.builder();
          limits.accept(builder);
          return Verdict.change(terms.limits(builder.build()));
        };
    return brokers.start(builder -> builder.hook("limits", hook));
  }

  private static void publish(Running running, String topic, Qos qos, int... numbers) {
    for (int number : numbers) {
      running.services().messages().publish(message(topic, Integer.toString(number), qos, false));
    }
  }

  private static String text(Received received) {
    return received.message().payload().text();
  }

  private static Received next(LocalClient local) throws InterruptedException {
    return local.receive(LONG).orElseThrow();
  }

  private static void nothing(LocalClient local) throws InterruptedException {
    assertTrue(local.receive(Duration.ZERO).isEmpty());
  }

  private static SessionInfo session(Running running, String clientId) {
    return running.services().sessions().find(clientId).orElseThrow();
  }

  @Test
  void itsTimeEnds() throws InterruptedException {
    Running running = limiting(limits -> limits.until(Instant.now().plusMillis(200)));
    LocalClient local = running.broker().client(LocalClientOptions.of("local").lasting(60));
    assertThrows(IllegalStateException.class, () -> local.receive(LONG), "it was waiting");
    assertEquals(ReasonCode.MAXIMUM_CONNECT_TIME, local.end().reason());
    Running.await(() -> running.services().clients().count() == 0);
    assertFalse(session(running, "local").connected());
  }

  @Test
  void itsTimeHasEnded() {
    Running running = limiting(limits -> limits.until(Instant.EPOCH));
    LocalClientRefusedException refused =
        assertThrows(LocalClientRefusedException.class, () -> running.broker().client("local"));
    assertEquals(ReasonCode.NOT_AUTHORIZED, refused.reason());
  }

  @Test
  void theSessionExpires() {
    Running running = start();
    Statistics statistics = running.services().statistics();
    LocalClient local = running.broker().client(LocalClientOptions.of("local").lasting(1));
    local.subscribe(to("a", Qos.AT_LEAST_ONCE));
    local.subscribe(to("$share/g/b", Qos.AT_LEAST_ONCE));
    local.close();
    publish(running, "a", Qos.AT_LEAST_ONCE, 1);
    publish(running, "b", Qos.AT_LEAST_ONCE, 1);
    assertEquals(2, statistics.queuedMessages());
    Running.await(() -> statistics.sessionsEnded(SessionEnd.EXPIRED) == 1);
    assertEquals(0, running.services().sessions().count());
    Running.await(() -> running.services().subscriptions().count() == 0);
    Running.await(() -> statistics.queuedMessages() == 0);
    LocalClient again = running.broker().client(LocalClientOptions.of("local").lasting(1));
    assertFalse(again.sessionPresent());
  }

  @Test
  void aSessionThatIsResumedInTimeDoesNotExpire() {
    Running running = start();
    LocalClientOptions options = LocalClientOptions.of("local").lasting(1);
    running.broker().client(options).close();
    LocalClient again = running.broker().client(options);
    LocalClient other = running.broker().client(LocalClientOptions.of("other").lasting(1));
    assertTrue(again.sessionPresent());
    other.close();
    Statistics statistics = running.services().statistics();
    Running.await(() -> statistics.sessionsEnded(SessionEnd.EXPIRED) == 1);
    assertTrue(session(running, "local").connected());
  }

  /** It ends with whoever comes for a moment. */
  @Test
  void theSessionOfAShortVisit() {
    Running running = start();
    Statistics statistics = running.services().statistics();
    running.broker().client(LocalClientOptions.of("local").lasting(60)).close();
    LocalClient last = running.broker().client(LocalClientOptions.of("local").lasting(0));
    assertTrue(last.sessionPresent());
    last.close();
    assertEquals(0, running.services().sessions().count());
    assertEquals(1, statistics.sessionsEnded(SessionEnd.NORMAL));
    running.broker().client(LocalClientOptions.of("local").lasting(60)).close();
    assertFalse(running.broker().client(LocalClientOptions.of("local")).sessionPresent());
    assertEquals(1, statistics.sessionsEnded(SessionEnd.TAKEN_OVER));
  }

  @Test
  void noSessionLastsLongerThanItMay() {
    Running running = start("session.expiry-max", "1h");
    running.broker().client(LocalClientOptions.of("local").lasting(FOR_EVER));
    assertEquals(Duration.ofHours(1), session(running, "local").expiry());
    Running limiting = limiting(limits -> limits.sessionExpiryMax(5));
    limiting.broker().client(LocalClientOptions.of("local").lasting(60));
    assertEquals(Duration.ofSeconds(5), session(limiting, "local").expiry());
    Running free = start("session.expiry-max", "never");
    free.broker().client(LocalClientOptions.of("local").lasting(FOR_EVER));
    assertNull(session(free, "local").expiry());
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  void noMoreIsInFlightThanItReceives(Qos qos) throws InterruptedException {
    Running running = start();
    LocalClientOptions options = LocalClientOptions.of("local").lasting(60).acknowledging();
    LocalClient local = running.broker().client(options.receiveMaximum(2));
    local.subscribe(to("a", qos));
    publish(running, "a", qos, 1, 2, 3, 4, 5);
    Received first = next(local);
    Received second = next(local);
    nothing(local);
    assertEquals(2, session(running, "local").inflight());
    assertEquals(3, session(running, "local").queuedMessages());
    second.acknowledge();
    second.acknowledge();
    assertEquals("3", text(next(local)));
    nothing(local);
    first.acknowledge();
    assertEquals("4", text(next(local)));
    local.close();
    // What is in flight comes again, in its order, and before the rest; now one at a time.
    LocalClient again = running.broker().client(options.receiveMaximum(1));
    for (String expected : List.of("3", "4", "5")) {
      Received received = next(again);
      assertEquals(expected, text(received));
      assertEquals(!expected.equals("5"), received.duplicate(), expected);
      received.acknowledge();
    }
    nothing(again);
    Running.await(() -> running.services().statistics().inflight() == 0);
  }

  @Test
  void noMoreIsInFlightThanItMay() throws InterruptedException {
    Running running = limiting(limits -> limits.inflightMax(1));
    LocalClient local = running.broker().client(LocalClientOptions.of("local").acknowledging());
    local.subscribe(to("a", Qos.AT_LEAST_ONCE));
    publish(running, "a", Qos.AT_LEAST_ONCE, 1, 2);
    publish(running, "a", Qos.AT_MOST_ONCE, 3);
    Received first = next(local);
    assertEquals("1", text(first));
    assertEquals("3", text(next(local)), "QoS 0 is not acknowledged, so it does not count");
    nothing(local);
    first.acknowledge();
    assertEquals("2", text(next(local)));
  }

  /** Who has as many as it may have gets no more; the others do, and it again when it has room. */
  @Test
  void aShareGroupGivesToThoseWhoHaveRoom() throws InterruptedException {
    Running running = start();
    LocalClient full = running.broker().client(one("full"));
    full.subscribe(to("$share/g/a", Qos.AT_LEAST_ONCE));
    publish(running, "a", Qos.AT_LEAST_ONCE, 0);
    Received held = next(full);
    LocalClient other = running.broker().client("other");
    other.subscribe(to("$share/g/a", Qos.AT_LEAST_ONCE));
    publish(running, "a", Qos.AT_LEAST_ONCE, IntStream.range(1, 20).toArray());
    for (int i = 1; i < 20; i++) {
      assertEquals(Integer.toString(i), text(next(other)));
    }
    nothing(other); // which acknowledges the last one
    other.close();
    publish(running, "a", Qos.AT_LEAST_ONCE, 20);
    nothing(full);
    assertEquals(1, running.services().statistics().queuedMessages());
    held.acknowledge();
    assertEquals("20", text(next(full)));
  }

  private static LocalClientOptions one(String clientId) {
    return LocalClientOptions.of(clientId).acknowledging().receiveMaximum(1);
  }

  /** What a member had not acknowledged when its session ended is another's. */
  @Test
  void aMemberThatEndsLeavesItsMessagesToTheOthers() throws InterruptedException {
    Running running = start();
    LocalClient first = running.broker().client(LocalClientOptions.of("first").acknowledging());
    first.subscribe(to("$share/g/a", Qos.AT_LEAST_ONCE));
    publish(running, "a", Qos.AT_LEAST_ONCE, 1, 2);
    assertEquals("1", text(next(first)));
    Client socket = running.lasting("socket");
    socket.subscribe("$share/g/a", Qos.AT_LEAST_ONCE);
    first.close();
    socket.expectPublish("a", "1", Qos.AT_LEAST_ONCE);
    socket.expectPublish("a", "2", Qos.AT_LEAST_ONCE);
  }

  /** A member that is away, and will come again, gets nothing as long as another is there. */
  @Test
  void aMemberThatIsAway() throws InterruptedException {
    Running running = start();
    LocalClientOptions options = LocalClientOptions.of("away").lasting(60);
    LocalClient away = running.broker().client(options);
    away.subscribe(to("$share/g/a", Qos.AT_LEAST_ONCE));
    LocalClient there = running.broker().client("there");
    there.subscribe(to("$share/g/a", Qos.AT_LEAST_ONCE));
    away.close();
    publish(running, "a", Qos.AT_LEAST_ONCE, 1, 2);
    assertEquals("1", text(next(there)));
    assertEquals("2", text(next(there)));
    there.unsubscribe(TopicFilter.of("$share/g/a"));
    publish(running, "a", Qos.AT_LEAST_ONCE, 3);
    assertEquals("3", text(next(running.broker().client(options))));
    nothing(there);
  }
}
