package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.ClientAuthorizer;
import io.heddle.auth.Complaints;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a web server is asked, and what is forgotten, as subscriptions come and go. */
@Timeout(60)
class HttpSubscriptionsTest {
  private static final Action SUBSCRIBE =
      new Action.Subscribe(TopicFilter.of("a/+"), Qos.EXACTLY_ONCE, null);

  private Station station;
  private Web web;
  private HttpAuthorizer authorizer;
  private ClientAuthorizer alice;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    web = station.web();
    alice = made();
  }

  private ClientAuthorizer made() {
    HttpAuthorizer.Memory memory =
        new HttpAuthorizer.Memory(Duration.ofMinutes(1), 2, 2, System::nanoTime);
    Complaints complaints =
        new Complaints(LoggerFactory.getLogger(HttpSubscriptionsTest.class), System::nanoTime);
    authorizer = new HttpAuthorizer(web, memory, complaints);
    return authorizer.of(Clients.ALICE);
  }

  @AfterEach
  void close() {
    web.close();
    station.close();
  }

  private static List<Subscription> subscriptions(String... filters) {
    return Stream.of(filters)
        .map(filter -> Subscription.of(TopicFilter.of(filter), Qos.EXACTLY_ONCE))
        .toList();
  }

  @Test
  void whoTakesUpHisSessionWaitsForTheAnswersAboutHisSubscriptions() {
    ClientAuthorizer before = alice;
    before.decide(SUBSCRIBE);
    alice = authorizer.of(Clients.ALICE);
    station.say(403);
    alice.arrived(subscriptions("$share/g/a/+"));
    assertEquals(2, station.questions().size());
    assertEquals(station.questions().get(0), station.questions().get(1));
    assertInstanceOf(Access.Denied.class, alice.mayReceive(TopicName.of("a/b")));
    assertInstanceOf(Access.Denied.class, before.mayReceive(TopicName.of("a/b")));
  }

  @Test
  void alsoWhenTheBrokerWasStartedAnewMeanwhile() {
    alice.arrived(subscriptions("a/+", "b"));
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("b")));
    assertEquals(2, station.questions().size());
  }

  @Test
  void whoBeginsANewSessionHasNothingOfTheOldOne() {
    alice.decide(SUBSCRIBE);
    alice.arrived(List.of());
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b")));
    assertEquals(1, station.questions().size());
  }

  @Test
  void aFewHundredFiltersAreAskedAboutAtOnce() {
    alice.arrived(
        subscriptions(IntStream.range(0, 1000).mapToObj(i -> "a/" + i).toArray(String[]::new)));
    assertEquals(256, station.questions().size());
  }

  @Test
  void aServerThatDoesNotAnswerKeepsNobodyOut() {
    web.close();
    web = station.web(Duration.ofMillis(200), 10);
    alice = made();
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> end.await());
    alice.arrived(subscriptions("a/+"));
    end.countDown();
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b")));
  }

  @Test
  void whatItUnsubscribesFromIsForgottenAndAskedAboutAgain() {
    alice.decide(SUBSCRIBE);
    alice.unsubscribed(TopicFilter.of("a/+"));
    assertEquals(Access.NO_OPINION, alice.mayReceive(TopicName.of("a/b")));
    alice.decide(SUBSCRIBE);
    assertEquals(2, station.questions().size());
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
  }

  @Test
  void whatIsOnlyTalkedAboutOpensNothingAndForgetsNothing() {
    alice.decide(SUBSCRIBE);
    for (String filter : List.of("b", "c", "d")) {
      Action talk = new Action.Subscribe(TopicFilter.of(filter), Qos.AT_MOST_ONCE, null);
      assertInstanceOf(Access.Allowed.class, alice.foresee(talk));
      assertInstanceOf(Access.NoOpinion.class, alice.mayReceive(TopicName.of(filter)));
    }
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
  }
}
