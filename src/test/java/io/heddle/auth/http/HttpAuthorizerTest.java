package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.ClientAuthorizer;
import io.heddle.auth.Complaints;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
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
  private ClientAuthorizer alice;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    web = station.web();
    alice = of(Duration.ofMinutes(1));
  }

  private ClientAuthorizer of(Duration period) {
    HttpAuthorizer.Memory memory = new HttpAuthorizer.Memory(period, 2, () -> now);
    Complaints complaints =
        new Complaints(LoggerFactory.getLogger(HttpAuthorizerTest.class), () -> now);
    return new HttpAuthorizer(web, memory, complaints).of(Clients.ALICE);
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
  void messagesAreNotAskedAbout() {
    station.close();
    assertInstanceOf(Access.Allowed.class, alice.mayReceive(TopicName.of("a/b")));
    assertEquals(Access.NO_OPINION, alice.decide(new Action.Connect()));
  }
}
