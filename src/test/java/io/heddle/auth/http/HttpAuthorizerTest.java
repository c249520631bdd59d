package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.auth.Complaints;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Actions that a web server decides about. */
@Timeout(60)
class HttpAuthorizerTest {
  private static final Action SUBSCRIBE =
      new Action.Subscribe(TopicFilter.of("a/+"), Qos.EXACTLY_ONCE, null);

  private Station station;
  private Web web;
  private volatile long now;
  private HttpAuthorizer authorizer;
  private ClientAuthorizer alice;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    web = station.web();
    alice = of(Duration.ofMinutes(1));
  }

  private ClientAuthorizer of(Duration period) {
    HttpAuthorizer.Memory memory = new HttpAuthorizer.Memory(period, 2, 2, () -> now);
    Complaints complaints =
        new Complaints(LoggerFactory.getLogger(HttpAuthorizerTest.class), () -> now);
    authorizer = new HttpAuthorizer(web, memory, complaints);
    return authorizer.of(Clients.ALICE);
  }

  @AfterEach
  void close() {
    web.close();
    station.close();
  }

  private static Action publish(String topic) {
    return new Action.Publish(TopicName.of(topic), Qos.AT_LEAST_ONCE, true);
  }

  @Test
  void whatIsAsked() {
    String who =
        "{\"username\":\"alice\",\"clientid\":\"c1\",\"peerhost\":\"203.0.113.1\",\"listener\":\"tls\",";
    assertInstanceOf(Access.Allowed.class, alice.decide(publish("a/b")));
    assertInstanceOf(Access.Allowed.class, alice.decide(SUBSCRIBE));
    assertEquals(
        who + "\"action\":\"publish\",\"topic\":\"a/b\",\"qos\":1,\"retain\":true}",
        station.questions().get(0));
    assertEquals(
        who + "\"action\":\"subscribe\",\"topic\":\"a/+\",\"qos\":2}", station.questions().get(1));
  }

  @Test
  void answers() {
    alice = of(Duration.ZERO);
    station.say("{\"result\":\"deny\"}");
    assertInstanceOf(Access.Denied.class, alice.decide(SUBSCRIBE));
    station.say(403);
    assertInstanceOf(Access.Denied.class, alice.decide(SUBSCRIBE));
    station.say("{\"result\":\"allow\"}");
    assertInstanceOf(Access.Allowed.class, alice.decide(SUBSCRIBE));
    station.say("{\"result\":\"ignore\"}");
    assertEquals(Access.NO_OPINION, alice.decide(SUBSCRIBE));
  }

  @Test
  void noAnswerDenies() {
    for (int status : new int[] {404, 500, 302}) {
      station.say(status);
      assertInstanceOf(Access.Denied.class, alice.decide(SUBSCRIBE));
    }
    station.close();
    assertInstanceOf(Access.Denied.class, alice.decide(publish("a")));
  }

  @Test
  void answersAreRemembered() {
    for (int i = 0; i < 100; i++) {
      alice.decide(publish("a"));
      alice.decide(SUBSCRIBE);
    }
    assertEquals(2, station.questions().size());
    alice.decide(publish("b"));
    alice.decide(publish("a"));
    assertEquals(4, station.questions().size(), "the oldest of more than two was forgotten");
    now += Duration.ofMinutes(1).toNanos();
    alice.decide(publish("a"));
    assertEquals(5, station.questions().size());
  }

  @Test
  void messagesGoByWhatWasSaidOfTheirFilters() {
    alice.decide(SUBSCRIBE);
    station.close();
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
    }
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b/c")));
    assertEquals(Access.NO_OPINION, alice.decide(new Action.Connect()));
    assertEquals(1, station.questions().size());
  }

  @Test
  void whatTheServerLeavesToOthersItLeavesToThemLater() {
    station.say("{\"result\":\"ignore\"}");
    alice.decide(SUBSCRIBE);
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b")));
  }

  @Test
  void whatWasRefusedIsNoReasonToDenyAnything() {
    station.say(403);
    alice.decide(SUBSCRIBE);
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b")));
  }

  /** Waits for an answer that nobody waits for. */
  private void until(Class<? extends Access> expected) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!expected.isInstance(alice.mayReceive(TopicName.of("a/b")))) {
      assertTrue(System.nanoTime() - end < 0);
      Thread.onSpinWait();
    }
  }

  @Test
  void aRightIsTakenBackBeforeTheAnswerIsOldAndComesAgain() {
    alice.decide(SUBSCRIBE);
    station.say(403);
    now += Duration.ofSeconds(45).toNanos() - 1;
    alice.mayReceive(TopicName.of("a/b"));
    assertEquals(1, station.questions().size());
    now++;
    assertInstanceOf(
        Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")), "nobody waits for the server");
    until(Access.Denied.class);
    assertEquals(2, station.questions().size());
    assertEquals(station.questions().get(0), station.questions().get(1));
    station.say(204);
    now += Duration.ofMinutes(1).toNanos();
    until(Access.Allowed.class);
    assertEquals(3, station.questions().size());
  }

  @Test
  void itIsTakenBackAtOnceByARefusal() {
    alice = of(Duration.ZERO);
    alice.decide(SUBSCRIBE);
    station.say(403);
    alice.decide(SUBSCRIBE);
    assertInstanceOf(Access.Denied.class, alice.mayReceive(TopicName.of("a/b")));
  }

  @Test
  void withoutAnAnswerTheLastOneHoldsUntilItIsOld() {
    alice.decide(SUBSCRIBE);
    station.say(500);
    now += Duration.ofSeconds(45).toNanos();
    await(() -> {
      assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
      return station.questions().size() > 1;
    });
    now += Duration.ofSeconds(15).toNanos();
    until(Access.Denied.class);
    now += Duration.ofSeconds(1).toNanos();
    alice.mayReceive(TopicName.of("a/b"));
    station.say(204);
    await(() -> {
      now += Duration.ofSeconds(1).toNanos();
      return alice.mayReceive(TopicName.of("a/b")) instanceof Access.Allowed;
    });
  }

  @Test
  void afterAPauseTheOldAnswerHoldsUntilTheServerHasAnsweredInVain() throws Exception {
    alice.decide(SUBSCRIBE);
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> {
      end.await();
      Station.reply(exchange, 500, "", "");
    });
    now += Duration.ofHours(1).toNanos();
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
    }
    end.countDown();
    until(Access.Denied.class);
    assertEquals(2, station.questions().size());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0);
      Thread.onSpinWait();
    }
  }

  @Test
  void anotherUserWithItsClientIdentifierHasNothingOfIt() {
    alice.decide(SUBSCRIBE);
    Client bob =
        new Client(Clients.ALICE.clientId(), "bob", Clients.ALICE.groups(), Clients.ALICE.peer());
    assertEquals(Access.NO_OPINION, authorizer.of(bob).mayReceive(TopicName.of("a/b")));
    assertEquals(Access.NO_OPINION, authorizer.mayReceive(bob, TopicName.of("a/b")));
    assertInstanceOf(
        Access.Allowed.class, authorizer.mayReceive(Clients.ALICE, TopicName.of("a/b")));
  }

  @Test
  void theMemoryIsBounded() {
    for (String filter : List.of("x", "y", "z")) {
      alice.decide(new Action.Subscribe(TopicFilter.of(filter), Qos.AT_MOST_ONCE, null));
    }
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("x")));
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("y")));
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("z")));
  }
}
