package io.heddle.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.auth.Complaints;
import io.heddle.auth.http.Station;
import io.heddle.auth.http.Web;
import io.heddle.mqtt.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Keys that a web server publishes, changes, and stops to publish. */
@Timeout(60)
class UrlKeysTest {
  private static final Signer OLD = Signer.rsa();
  private static final Signer NEW = Signer.ec("P-256");
  private static final UrlKeys.Times TIMES =
      new UrlKeys.Times(
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          Duration.ofHours(24),
          Duration.ofSeconds(20));

  private Station station;
  private Web web;
  private volatile long now;
  private Jwt jwt;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    web = station.web();
    Complaints complaints = new Complaints(LoggerFactory.getLogger(UrlKeysTest.class), () -> now);
    jwt =
        Tokens.jwt(new UrlKeys(web, TIMES, () -> now, complaints), Tokens.options(Tokens.SUBJECT));
    station.say(Signer.set(OLD.jwk("old")));
  }

  @AfterEach
  void close() {
    web.close();
    station.close();
  }

  private static String token(Signer signer, String algorithm, String id) {
    String name = id == null ? "" : ",\"kid\":\"" + id + "\"";
    return signer.token(
        algorithm, "{\"alg\":\"" + algorithm + "\"" + name + "}", Tokens.claims(""));
  }

  private Authentication sayOld() {
    return jwt.authenticate(Tokens.login(token(OLD, "RS256", "old")));
  }

  private Authentication sayNew() {
    return jwt.authenticate(Tokens.login(token(NEW, "ES256", "new")));
  }

  private static ReasonCode reason(Authentication answer) {
    return assertInstanceOf(Authentication.Refused.class, answer).reason();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private int fetches() {
    return station.questions().size();
  }

  @Test
  void fetchedOnce() {
    for (int i = 0; i < 10; i++) {
      assertEquals(Tokens.accepted("alice"), sayOld());
      pass(Duration.ofMinutes(5));
    }
    assertEquals(1, fetches());
    pass(Duration.ofMinutes(15));
    assertEquals(Tokens.accepted("alice"), sayOld());
    assertEquals(2, fetches());
  }

  @Test
  void aNewKeyIsLookedFor() {
    sayOld();
    station.say(Signer.set(OLD.jwk("old"), NEW.jwk("new")));
    pass(Duration.ofSeconds(10));
    assertEquals(Tokens.accepted("alice"), sayNew());
    assertEquals(Tokens.accepted("alice"), sayOld());
    assertEquals(2, fetches());
  }

  @Test
  void namesThatSomebodyMadeUpCostLittle() {
    sayOld();
    for (int i = 0; i < 100; i++) {
      String token = token(OLD, "RS256", "made-up-" + i);
      assertEquals(
          ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(jwt.authenticate(Tokens.login(token))));
      assertEquals(Tokens.accepted("alice"), sayOld());
    }
    assertEquals(1, fetches());
    pass(Duration.ofSeconds(10));
    jwt.authenticate(Tokens.login(token(OLD, "RS256", "made-up")));
    jwt.authenticate(Tokens.login(token(OLD, "RS256", "made-up")));
    assertEquals(2, fetches());
  }

  @Test
  void aKeyThatIsGoneIsNotTaken() {
    sayOld();
    station.say(Signer.set(NEW.jwk("new")));
    pass(Duration.ofHours(2));
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(sayOld()));
  }

  @Test
  void knownKeysOutliveTheServer() {
    sayOld();
    station.say(503);
    pass(Duration.ofHours(24));
    assertEquals(Tokens.accepted("alice"), sayOld());
    pass(Duration.ofSeconds(1));
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, reason(sayOld()));
    station.say(Signer.set(OLD.jwk("old")));
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, reason(sayOld()), "not before ten seconds");
    pass(Duration.ofSeconds(10));
    assertEquals(Tokens.accepted("alice"), sayOld());
  }

  @Test
  void noKeysAtAll() {
    for (String wrong :
        new String[] {
          "",
          "{}",
          "[]",
          "{\"keys\":7}",
          "{\"keys\":[]}",
          "{\"keys\":[{}]}",
          "x".repeat(200_000),
          "[".repeat(90_000),
          Signer.set(Signer.SECRET.jwk("old")),
        }) {
      station.say(wrong);
      assertEquals(ReasonCode.SERVER_UNAVAILABLE, reason(sayOld()));
      pass(Duration.ofSeconds(10));
    }
    station.answer(
        exchange -> Station.reply(exchange, 404, "application/json", Signer.set(OLD.jwk("old"))));
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, reason(sayOld()));
  }

  /** Whoever can read such a set could sign with it. */
  @Test
  void aSecretThatIsPublishedIsNone() {
    station.say(Signer.set(OLD.jwk("old"), Signer.SECRET.jwk("secret")));
    assertEquals(Tokens.accepted("alice"), sayOld());
    String token = token(Signer.SECRET, "HS256", "secret");
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(jwt.authenticate(Tokens.login(token))));
    token = token(Signer.SECRET, "HS256", null);
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(jwt.authenticate(Tokens.login(token))));
  }

  /** A crowd that comes when there are no keys yet waits for one fetch. */
  @Test
  void manyAtATime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> {
      asked.countDown();
      end.await();
      Station.reply(exchange, 200, "application/json", Signer.set(OLD.jwk("old")));
    });
    AtomicInteger accepted = new AtomicInteger();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      crowd.add(
          Thread.startVirtualThread(() -> {
            if (sayOld() instanceof Authentication.Accepted) {
              accepted.incrementAndGet();
            }
          }));
    }
    asked.await();
    end.countDown();
    for (Thread one : crowd) {
      one.join();
    }
    assertEquals(50, accepted.get());
    assertEquals(1, fetches());
  }

  /** While somebody fetches because it is time, others go on with what is known. */
  @Test
  void aSlowServerDelaysOneClient() throws Exception {
    sayOld();
    pass(Duration.ofHours(2));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> {
      asked.countDown();
      end.await();
      Station.reply(exchange, 503, "", "");
    });
    Thread fetches = Thread.startVirtualThread(this::sayOld);
    asked.await();
    assertEquals(Tokens.accepted("alice"), sayOld());
    assertTrue(fetches.isAlive());
    end.countDown();
    fetches.join();
    assertFalse(fetches.isAlive());
  }
}
