package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.ClientLimits;
import io.heddle.api.Durability;
import io.heddle.api.Login;
import io.heddle.auth.Complaints;
import io.heddle.auth.LoginDigest;
import io.heddle.auth.Recent;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Logins that a web server decides about, and what happens when it does not. */
@Timeout(60)
class HttpAuthenticatorTest {
  /** Answers that let nobody in. */
  private static final String[] WRONG = {
    "{}",
    "[]",
    "7",
    "{",
    "\"allow\"",
    "{\"result\":true}",
    "{\"result\":\"yes\"}",
    "{\"result\":null}",
    "{\"result\":[\"allow\"]}",
    "{\"result\":\"allow\"",
    "{\"result\":\"allow\",\"groups\":\"admin\"}",
    "{\"result\":\"allow\",\"groups\":[\"admin\",null]}",
    "{\"result\":\"allow\",\"groups\":[7]}",
    "{\"result\":\"allow\",\"user\":\"\"}",
    "{\"result\":\"allow\",\"user\":7}",
    "{\"result\":\"allow\",\"user\":[\"root\"]}",
    "{\"result\":\"allow\",\"acl\":\"#\"}",
    "{\"result\":\"allow\",\"acl\":{\"pub\":[\"a#\"]}}",
    "[".repeat(40_000),
    "{\"a\":".repeat(15_000)
  };

  private Station station;
  private Web web;
  private volatile long now;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    web = station.web();
  }

  @AfterEach
  void close() {
    web.close();
    station.close();
  }

  private HttpAuthenticator authenticator(Duration remembered) {
    return new HttpAuthenticator(
        web,
        new LoginDigest(new Random(1)),
        new Recent<>(remembered, 2, () -> now),
        new Complaints(LoggerFactory.getLogger(HttpAuthenticatorTest.class), () -> now));
  }

  private Authentication say(String user, String password) {
    return authenticator(Duration.ZERO).authenticate(Clients.login(user, password));
  }

  private ReasonCode refusal() {
    Authentication.Refused refused =
        assertInstanceOf(Authentication.Refused.class, say("alice", "wonder land"));
    assertFalse(refused.words().contains("wonder"), refused.words());
    return refused.reason();
  }

  @Test
  void whatIsAsked() {
    say("alice", "wonder \"land\" ü");
    assertEquals(
        "{\"username\":\"alice\",\"clientid\":\"c1\",\"peerhost\":\"203.0.113.1\","
            + "\"listener\":\"tls\",\"password\":\"wonder \\\"land\\\" ü\"}",
        station.questions().getFirst());
  }

  @Test
  void yes() {
    Authentication alice = new Authentication.Accepted("alice", Set.of());
    for (int status : new int[] {200, 204}) {
      station.say(status);
      assertEquals(alice, say("alice", "x"));
    }
    station.answer(exchange -> Station.reply(exchange, 200, "text/plain", "OK"));
    assertEquals(alice, say("alice", "x"));
    station.say("{\"result\":\"allow\",\"is_superuser\":false}");
    assertEquals(alice, say("alice", "x"));
    station.say("{\"result\":\"allow\",\"user\":\"bob\",\"groups\":[\"a\",\"b\"]}");
    assertEquals(new Authentication.Accepted("bob", Set.of("a", "b")), say("alice", "x"));
  }

  @Test
  void no() {
    for (int status : new int[] {401, 403}) {
      station.say(status);
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal());
    }
    station.say("{\"result\":\"deny\"}");
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal());
  }

  @Test
  void others() {
    station.say("{\"result\":\"ignore\"}");
    assertEquals(new Authentication.Unknown(), say("alice", "x"));
    assertEquals(1, station.questions().size());
    assertEquals(new Authentication.Unknown(), say(null, null));
    assertEquals(1, station.questions().size(), "nothing to ask about");
  }

  @Test
  void rights() {
    station.say("{\"result\":\"allow\",\"acl\":{\"pub\":[\"up/%c\"]}}");
    ClientAuthorizer rights =
        assertInstanceOf(Authentication.Accepted.class, say("alice", "x")).rights();
    assertInstanceOf(Access.Allowed.class, rights.decide(publish("up/c1")));
    assertInstanceOf(Access.Denied.class, rights.decide(publish("up/c2")));
  }

  @Test
  void rightsAreAboutTheIdentifierThatItIsGiven() {
    station.say("{\"result\":\"allow\",\"client_id\":\"pump\",\"acl\":{\"pub\":[\"up/%c\"]}}");
    ClientAuthorizer rights =
        assertInstanceOf(Authentication.Accepted.class, say("alice", "x")).rights();
    assertInstanceOf(Access.Allowed.class, rights.decide(publish("up/pump")));
    assertInstanceOf(Access.Denied.class, rights.decide(publish("up/c1")));
  }

  @Test
  void limits() {
    station.say(
        "{\"result\":\"allow\",\"maximum_qos\":1,\"session_expiry\":60,\"mount_point\":\"a/b/\","
            + "\"client_id\":\"pump\",\"durability\":\"os\",\"expire_at\":1798761600}");
    HttpAuthenticator remembers = authenticator(Duration.ofMinutes(1));
    ClientLimits limits =
        ClientLimits.builder()
            .maximumQos(Qos.AT_LEAST_ONCE)
            .sessionExpiryMax(60)
            .mountPoint("a/b/")
            .assignedClientId("pump")
            .durability(Durability.OS)
            .until(Instant.ofEpochSecond(1_798_761_600))
            .build();
    for (int asked = 1; asked <= 2; asked++) {
      Authentication answer = remembers.authenticate(Clients.login("alice", "x"));
      assertEquals(new Authentication.Accepted("alice", Set.of(), null, limits), answer);
      assertEquals(asked, station.questions().size(), "what ends is not remembered");
    }
  }

  @Test
  void limitsThatAreNotUnderstoodRefuse() {
    for (String wrong :
        new String[] {
          "\"maximum_qos\":3",
          "\"maximum_qos\":\"1\"",
          "\"session_expiry\":-1",
          "\"mount_point\":\"a\"",
          "\"mount_point\":\"a/#/\"",
          "\"client_id\":\"\"",
          "\"durability\":\"much\"",
          "\"expire_at\":9e18",
          "\"expire_at\":\"tomorrow\""
        }) {
      station.say("{\"result\":\"allow\"," + wrong + "}");
      assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(), wrong);
    }
  }

  private static Action publish(String topic) {
    return new Action.Publish(TopicName.of(topic), Qos.AT_MOST_ONCE, false);
  }

  @Test
  void whateverElseRefuses() {
    for (int status : new int[] {201, 202, 302, 400, 404, 429, 500, 503}) {
      station.say(status);
      assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(), "status " + status);
    }
    for (String json : WRONG) {
      station.say(json);
      assertEquals(
          ReasonCode.SERVER_UNAVAILABLE, refusal(), json.substring(0, Math.min(40, json.length())));
    }
    for (String type : new String[] {"text/html", "text/plain", ""}) {
      station.answer(exchange -> Station.reply(exchange, 200, type, "<html>log in here</html>"));
      assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(), type);
    }
    station.answer(exchange -> {
      throw new IllegalStateException("the connection breaks");
    });
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal());
    station.close();
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal());
  }

  @Test
  void bytesThatAreNoText() {
    Login login = new Login(Clients.PEER, "c", "alice", Bytes.wrap(new byte[] {(byte) 0xff}));
    Authentication answer = authenticator(Duration.ZERO).authenticate(login);
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        assertInstanceOf(Authentication.Refused.class, answer).reason());
    assertTrue(station.questions().isEmpty());
  }

  @Test
  void answersAreRemembered() {
    HttpAuthenticator authenticator = authenticator(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      authenticator.authenticate(Clients.login("alice", "x"));
    }
    assertEquals(1, station.questions().size());
    authenticator.authenticate(Clients.login("alice", "y"));
    assertEquals(2, station.questions().size(), "another password is another question");
    now += Duration.ofMinutes(1).toNanos();
    authenticator.authenticate(Clients.login("alice", "x"));
    assertEquals(3, station.questions().size());
  }

  @Test
  void failuresAreNotRemembered() {
    HttpAuthenticator authenticator = authenticator(Duration.ofMinutes(1));
    station.say(500);
    assertInstanceOf(
        Authentication.Refused.class, authenticator.authenticate(Clients.login("alice", "x")));
    station.say(204);
    assertInstanceOf(
        Authentication.Accepted.class, authenticator.authenticate(Clients.login("alice", "x")));
  }
}
