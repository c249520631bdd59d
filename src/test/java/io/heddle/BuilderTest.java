package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.LocalClient;
import io.heddle.api.Login;
import io.heddle.api.Observer;
import io.heddle.codec.Packet;
import io.heddle.examples.SmallClient;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What an embedder puts a broker together with. */
class BuilderTest {
  @TempDir Path folder;

  @Test
  void oneBuilderStartsSeveralBrokers() {
    Heddle.Builder builder = Heddle.builder().port(0).set("limits.keep-alive", "60s");
    try (Broker one = builder.start();
        Broker other = builder.set("queue.messages", 10).start()) {
      assertNotEquals(one.endpoints(), other.endpoints());
    }
  }

  /** It would be found out when a client comes, or never. */
  @Test
  void nobodyIsNull() {
    Heddle.Builder builder = Heddle.builder();
    assertNull("hook", () -> builder.hook("mine", null));
    assertNull("name", () -> builder.hook(null, new Observer() {}));
    assertNull("authenticator", () -> builder.authenticator(null));
    assertNull("authorizer", () -> builder.authorizer(null));
    assertNull("method", () -> builder.authenticationMethod(null));
  }

  @Test
  void nothingAClientInTheProgramIsGivenIsNull() {
    try (Broker broker = Heddle.builder().port(0).start();
        LocalClient client = broker.client("local")) {
      Subscription all = Subscription.of(TopicFilter.of("#"), Qos.AT_LEAST_ONCE);
      assertNull("message", () -> client.publish(null));
      assertNull("subscription", () -> client.subscribe(null));
      assertNull("callback", () -> client.subscribe(all, null));
      assertNull("filter", () -> client.unsubscribe(null));
      assertEquals(List.of(), broker.services().subscriptions().of("local"));
    }
  }

  private static void assertNull(String name, Executable action) {
    assertEquals(name, assertThrows(NullPointerException.class, action).getMessage());
  }

  @Test
  void whatIsSetIsStrongerThanTheFile() throws IOException {
    Path file = folder.resolve("heddle.properties");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          file,
          "listener.tcp.port = %d\nlistener.two.transport = tcp\nlistener.two.port = 0\n"
              .formatted(taken.getLocalPort()));
      assertThrows(StartException.class, () -> Heddle.start(file));
      try (Broker broker = Heddle.builder().file(file).port(0).start()) {
        assertEquals(2, broker.endpoints().size());
      }
    }
  }

  /** All at once, each with the place it came from. */
  @Test
  void everyMistakeIsTold() throws IOException {
    Path file = folder.resolve("heddle.properties");
    Files.writeString(file, "\nsession.inflight = 0\n");
    Heddle.Builder builder =
        Heddle.builder().file(file).set(Map.of("queue.mesages", "1")).set("limits.keep-alive", 5);
    String told = assertThrows(IllegalArgumentException.class, builder::start).getMessage();
    assertTrue(told.contains(file + ":2: session.inflight = 0"), told);
    assertTrue(told.contains("queue.mesages: no such key; the nearest is queue.messages"), told);
    assertTrue(told.contains("limits.keep-alive = 5: a time without a unit"), told);
  }

  private static SmallClient client(Broker broker, String user) throws Exception {
    URI uri = broker.endpoints().getFirst();
    return new SmallClient(
        new Socket(uri.getHost(), uri.getPort()),
        Packet.Connect.of(Version.MQTT_5_0, "client").withLogin(user, Bytes.utf8("secret")));
  }

  @Test
  void anEmbeddersAuthenticatorIsAsked() throws Exception {
    List<Login> asked = new CopyOnWriteArrayList<>();
    Heddle.Builder builder =
        Heddle.builder()
            .port(0)
            .authenticator(login -> {
              asked.add(login);
              return "ann".equals(login.userName())
                  ? new Authentication.Accepted("ann", Set.of())
                  : new Authentication.Unknown();
            });
    try (Broker broker = builder.start()) {
      client(broker, "ann").close();
      IOException refusal = assertThrows(IOException.class, () -> client(broker, "bob"));
      assertEquals("the server refuses: Bad User Name or Password", refusal.getMessage());
    }
    assertEquals(List.of("ann", "bob"), asked.stream().map(Login::userName).toList());
    assertEquals(Bytes.utf8("secret"), asked.getFirst().password());
    assertTrue(asked.getFirst().peer().isLocal());
  }

  @Test
  void anEmbeddersAuthorizerIsAsked() throws Exception {
    Heddle.Builder builder =
        Heddle.builder()
            .port(0)
            .authenticator(login -> new Authentication.Accepted(login.userName(), Set.of("staff")))
            .authorizer((client, action) ->
                action instanceof Action.Publish publish
                        && publish.topic().value().startsWith("closed/")
                    ? new Access.Denied(client.userName() + " of " + client.groups())
                    : new Access.Allowed(Qos.EXACTLY_ONCE, "all"));
    try (Broker broker = builder.start();
        SmallClient client = client(broker, "ann")) {
      client.publish("open/door", "hello", Qos.AT_LEAST_ONCE);
      IOException denial =
          assertThrows(
              IOException.class, () -> client.publish("closed/door", "no", Qos.AT_LEAST_ONCE));
      assertEquals("the server refuses: Not authorized", denial.getMessage());
    }
  }

  @Test
  void aPortIsOne() {
    String told =
        assertThrows(IllegalArgumentException.class, () -> Heddle.builder().port(70_000).start())
            .getMessage();
    assertTrue(told.contains("listener.tcp.port = 70000"), told);
  }
}
