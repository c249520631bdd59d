package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.http.Station;
import io.heddle.auth.jwt.Signer;
import io.heddle.auth.ldap.Slapd;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients over sockets, whom somebody outside the broker lets in or does not. */
@Timeout(90)
class RemotesTest {
  @RegisterExtension final Stage stage = Stage.plain();
  @TempDir private Path folder;
  private Running running;

  /** A broker of this test. */
  private record Running(Broker broker) implements SpecServer {
    @Override
    public Wire connect() {
      return new SocketWire(broker.endpoints().getFirst().getPort());
    }

    @Override
    public void close() {
      broker.close();
    }
  }

  private void start(String... settings) {
    running = new Running(Heddle.start(map(settings)));
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map =
        new HashMap<>(
            Map.of("listener.tcp.port", "0", "anonymous", "deny", "limits.close-timeout", "100ms"));
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private static Login login(String user, String password) {
    return Login.v5("c-" + user).credentials(user, password);
  }

  private Client enters(String user, String password) {
    return stage.connectTo(running, login(user, password));
  }

  private void refused(String user, String password, ReasonCode reason) {
    Client client = stage.openTo(running, Version.MQTT_5_0);
    client.send(login(user, password).packet());
    client.expectRefused(reason);
  }

  private static String claims(String user, String more) {
    long end = Instant.now().getEpochSecond() + 600;
    return "{\"sub\":\"" + user + "\",\"exp\":" + end + more + "}";
  }

  private void publishes(Client client, String topic, ReasonCode reason) {
    int id = client.id();
    client.send(Packets.publish(topic, "x", Qos.AT_LEAST_ONCE, id));
    assertEquals(reason, client.await(Packet.Puback.class).reason(), topic);
  }

  @Test
  void tokens() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), Signer.SECRET.secret);
    start("auth.jwt.secret-file", secret.toString(), "auth.jwt.acl-claim", "acl");
    String acl = ",\"acl\":{\"pub\":[\"up/%u\"],\"sub\":[\"down/%u\"]}";
    Client alice = enters("whoever", Signer.SECRET.token("HS256", claims("alice", acl)));
    alice.subscribe("down/alice", Qos.AT_LEAST_ONCE);
    publishes(alice, "up/alice", ReasonCode.NO_MATCHING_SUBSCRIBERS);
    publishes(alice, "up/bob", ReasonCode.NOT_AUTHORIZED);
    refused("x", Signer.RSA.token("RS256", claims("a", "")), ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    refused("alice", "no token", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    refused(null, null, ReasonCode.NOT_AUTHORIZED);
  }

  @Test
  void aTokenThatEndsDisconnects() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), Signer.SECRET.secret);
    String[] settings = {"auth.jwt.secret-file", secret.toString(), "auth.jwt.leeway", "0s"};
    start(settings);
    try (Broker lenient =
        Heddle.builder().set(map(settings)).set("auth.jwt.disconnect-expired", "false").start()) {
      long end = Instant.now().getEpochSecond() + 3;
      String token = Signer.SECRET.token("HS256", "{\"sub\":\"alice\",\"exp\":" + end + "}");
      Client stays = stage.connectTo(new Running(lenient), login("x", token));
      Client client = enters("x", token);
      Packet.Disconnect told = client.expectDisconnect(ReasonCode.MAXIMUM_CONNECT_TIME);
      assertEquals("its proof has ended", told.properties().string(Property.REASON_STRING));
      assertFalse(Instant.now().isBefore(Instant.ofEpochSecond(end)));
      stays.fence();
      refused("x", token, ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }
  }

  @Test
  void keysFromAnAddress() throws Exception {
    try (Station station = Station.open()) {
      station.say(Signer.set(Signer.RSA.jwk("k")));
      start("auth.jwt.jwks-url", station.url().toString());
      enters("x", Signer.RSA.token("PS256", claims("alice", "")));
      enters("y", Signer.RSA.token("RS512", claims("alice", "")));
      assertEquals(1, station.questions().size());
    }
  }

  @Test
  void aWebServerSaysWho() throws Exception {
    try (Station station = Station.open()) {
      start("auth.http.url", station.url().toString());
      station.say("{\"result\":\"allow\",\"acl\":[{\"permission\":\"deny\",\"topic\":\"no\"}]}");
      Client alice = enters("alice", "wonder land");
      publishes(alice, "no", ReasonCode.NOT_AUTHORIZED);
      station.say(403);
      refused("alice", "wonder", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
      station.say(500);
      refused("alice", "wonder land", ReasonCode.SERVER_UNAVAILABLE);
    }
    refused("alice", "wonder land", ReasonCode.SERVER_UNAVAILABLE);
  }

  @Test
  void aWebServerSaysWhat() throws Exception {
    try (Station station = Station.open()) {
      start("acl.http.url", station.url().toString(), "anonymous", "local");
      station.answer(exchange -> {
        String asked = station.questions().getLast();
        Station.reply(exchange, asked.contains("\"topic\":\"yes") ? 204 : 403, "", "");
      });
      Client client = stage.connectTo(running, Login.v5("c"));
      client.subscribe("yes/#", Qos.AT_LEAST_ONCE);
      client.publish("yes/a", "1", Qos.AT_LEAST_ONCE);
      client.publish("yes/a", "2", Qos.AT_LEAST_ONCE);
      client.receive("yes/a", Qos.AT_LEAST_ONCE, "1", "2");
      publishes(client, "no", ReasonCode.NOT_AUTHORIZED);
      assertEquals(3, station.questions().size(), "one about each topic, none about deliveries");
    }
  }

  /** One client waits for a server that does not answer; others come, go and talk meanwhile. */
  @Test
  void aSlowServerDelaysItsClientAlone() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Path secret = Files.write(folder.resolve("secret"), Signer.SECRET.secret);
    try (Station station = Station.open()) {
      station.answer(exchange -> {
        asked.countDown();
        end.await();
        Station.reply(exchange, 204, "", "");
      });
      start(
          "auth.jwt.secret-file",
          secret.toString(),
          "auth.http.url",
          station.url().toString(),
          "auth.http.timeout",
          "30s",
          "limits.connect-timeout",
          "30s");
      Client canary = enters("canary", Signer.SECRET.token("HS256", claims("canary", "")));
      canary.subscribe("a", Qos.AT_LEAST_ONCE);
      Client slow = stage.openTo(running, Version.MQTT_5_0);
      slow.send(login("slow", "x").packet());
      asked.await();
      for (int i = 0; i < 100; i++) {
        canary.publish("a", "" + i, Qos.AT_LEAST_ONCE);
        canary.expectPublish("a", "" + i);
      }
      enters("late", Signer.SECRET.token("HS256", claims("late", ""))).disconnect();
      end.countDown();
      slow.expectConnack();
    }
  }

  @Test
  void whoGuessesWaits() throws Exception {
    try (Station station = Station.open()) {
      station.say(403);
      start("auth.http.url", station.url().toString(), "auth.failures", "3");
      for (int i = 0; i < 3; i++) {
        refused("alice", "guess", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
      }
      refused("alice", "guess", ReasonCode.CONNECTION_RATE_EXCEEDED);
      assertEquals(3, station.questions().size());
    }
  }

  @Test
  void aDirectorySaysWho() throws Exception {
    try (Slapd slapd = Slapd.start(folder, "IP:127.0.0.1")) {
      start(
          "auth.ldap.url",
          slapd.url().toString(),
          "auth.ldap.starttls",
          "true",
          "auth.ldap.ca-file",
          folder.resolve("server.crt").toString(),
          "auth.ldap.user-dn",
          "uid=%u," + Slapd.PEOPLE);
      enters("alice", "wonder land");
      refused("alice", "", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
      refused("alice", "wonder", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }
    refused("alice", "wonder land", ReasonCode.SERVER_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.http.url ftp://a -> begins neither",
        "auth.http.url http://u:secret@a/ -> has a password in it",
        "acl.http.url http://[a -> no address",
        "auth.jwt.jwks-url http://id.example/keys -> need https",
        "auth.jwt.algorithms RS256,none -> none is none",
        "auth.ldap.url ldap://a/dc=x -> a base has a setting of its own",
        "auth.ldap.url ldap://a -> needs auth.ldap.user-dn or",
        "auth.ldap.url ldaps://a auth.ldap.user-base dc=x auth.ldap.starttls true -> secured already",
        "auth.ldap.url ldap://a auth.ldap.user-dn uid=alice -> %u",
        "auth.ldap.url ldap://a auth.ldap.user-base x=y auth.ldap.user-filter uid=%u -> in brackets",
        "auth.ldap.url ldap://a auth.ldap.user-base x=y auth.ldap.bind-dn x=y -> belong together",
      })
  void settingsThatCannotBe(String line) {
    String[] parts = line.split(" -> ");
    Map<String, String> settings = map(parts[0].split(" "));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Heddle.start(settings));
    assertTrue(e.getMessage().contains(parts[1]), e.getMessage());
  }

  @Test
  void filesThatAreNotThere() {
    for (String[] settings :
        new String[][] {
          {"auth.jwt.key-file", "/nowhere/keys"},
          {"auth.jwt.secret-file", "/nowhere/keys"},
          {"auth.http.url", "https://a/", "auth.http.ca-file", "/nowhere/keys"},
          {"auth.http.url", "https://a/", "auth.http.authorization-file", "/nowhere/keys"},
        }) {
      StartException e =
          assertThrows(StartException.class, () -> Heddle.start(map(settings)), settings[0]);
      assertTrue(e.getMessage().startsWith("/nowhere/keys: "), e.getMessage());
      assertFalse(e.getMessage().contains("Exception: Exception"));
      assertInstanceOf(Exception.class, e.getCause());
    }
  }
}
