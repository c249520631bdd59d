package io.heddle;

import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Observer;
import io.heddle.api.SessionEnd;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import io.heddle.spec.gate.GateFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session belongs to the user who left it, over real sockets. */
@Timeout(120)
class SessionOwnerTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private @Nullable Running running;

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

  private Broker start(String... settings) {
    Map<String, String> map =
        new HashMap<>(
            Map.of(
                "listener.tcp.port", "0",
                "auth.password-file", GateFiles.PASSWORDS,
                "auth.failures", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    Observer observer =
        new Observer() {
          @Override
          public void sessionEnded(String clientId, SessionEnd reason) {
            ends.add(clientId + " " + reason);
          }
        };
    running = new Running(Heddle.builder().set(map).hook("ends", observer).start());
    return running.broker;
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private static Login shared() {
    return Login.v5("shared").sessionExpiry(600);
  }

  private static Login alice(Login login) {
    return login.credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  private static Login bob(Login login) {
    return login.credentials("bob", GateFiles.WORD_OF_BOB);
  }

  /** Whether a client found a session. */
  private static boolean present(Client client, Login login) {
    return client.connect(login).sessionPresent();
  }

  private Client open() {
    return stage.openTo(running, Version.MQTT_5_0);
  }

  /** Alice's session, with a message that waits. */
  private Client left(Login login) {
    Client alice = stage.connectTo(running, login);
    alice.subscribe("news", QOS_1);
    alice.disconnect();
    Client publisher = stage.connectTo(running, bob(Login.v5("p")));
    publisher.publish("news", "for alice", QOS_1);
    return publisher;
  }

  @Test
  void whatWaitsIsForTheUserWhoLeftIt() {
    start();
    left(alice(shared()));
    Client alice = open();
    assertTrue(present(alice, alice(shared().resume())));
    alice.expectPublish("news", "for alice", QOS_1);
  }

  @Test
  void anotherUserBeginsASessionOfHisOwn() throws Exception {
    Broker broker = start();
    Client publisher = left(alice(shared()));
    Client bob = open();
    assertFalse(present(bob, bob(shared().resume())));
    publisher.publish("news", "for nobody", QOS_1);
    bob.expectNothingMore();
    assertEquals("shared OTHER_USER", ends.poll(30, TimeUnit.SECONDS));
    assertEquals(1, broker.services().statistics().sessionsEnded(SessionEnd.OTHER_USER));
    bob.disconnect();
    assertFalse(present(open(), alice(shared().resume())), "hers has ended");
    assertEquals(2, broker.services().statistics().sessionsEnded(SessionEnd.OTHER_USER));
  }

  @Test
  void whoIsConnectedIsDisplacedAndItsWillPublished() {
    start();
    Client alice = stage.connectTo(running, alice(shared().will("will", "of alice", QOS_1)));
    alice.subscribe("news", QOS_1);
    Client watcher = stage.connectTo(running, bob(Login.v5("w")));
    watcher.subscribe("will", QOS_1);
    Client bob = open();
    assertFalse(present(bob, bob(shared().resume())));
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, alice.expect(Packet.Disconnect.class).reason());
    watcher.expectPublish("will", "of alice", QOS_1);
    watcher.publish("news", "for nobody", QOS_1);
    bob.expectNothingMore();
  }

  @Test
  void anonymousClientsAreOneAndNoUser() {
    start();
    stage.connectTo(running, shared()).disconnect();
    Client again = open();
    assertTrue(present(again, shared().resume()));
    again.disconnect();
    Client alice = open();
    assertFalse(present(alice, alice(shared().resume())));
    alice.disconnect();
    assertFalse(present(open(), shared().resume()));
  }

  @Test
  void namesThatNobodyChecksAreNone() {
    running = new Running(Heddle.start(Map.of("listener.tcp.port", "0")));
    stage.connectTo(running, shared().credentials("v1", "x")).disconnect();
    assertTrue(present(open(), shared().resume().credentials("v2", "x")));
  }

  @Test
  void theUserIsWhoeverWasProvedAndNotWhatTheClientCallsItself() {
    Authenticator pumps = login -> new Authentication.Accepted("pump", Set.of());
    running = new Running(Heddle.builder().port(0).authenticator(pumps).start());
    stage.connectTo(running, shared().credentials("lease-1", "x")).disconnect();
    assertTrue(present(open(), shared().resume().credentials("lease-2", "x")));
  }

  @Test
  void olderVersionsAreToldThatThereWasNone() {
    start();
    Login old = Login.v311("old").resume();
    stage.connectTo(running, alice(old)).disconnect();
    Client alice = stage.openTo(running, Version.MQTT_3_1_1);
    assertTrue(present(alice, alice(Login.v311("old").resume())));
    Client bob = stage.openTo(running, Version.MQTT_3_1_1);
    assertFalse(present(bob, bob(Login.v311("old").resume())));
    alice.expectClosed();
  }

  @Test
  void aClientInTheProgramHasAUserToo() {
    Broker broker = start();
    left(alice(shared()));
    LocalClientOptions lasting = LocalClientOptions.of("shared").session(false, 600);
    try (LocalClient alice = broker.client(lasting.user("alice", Set.of()))) {
      assertTrue(alice.sessionPresent());
      alice.subscribe(Subscription.of(TopicFilter.of("more"), Qos.AT_LEAST_ONCE));
    }
    assertFalse(present(open(), bob(shared().resume())));
    try (LocalClient anonymous = broker.client(lasting)) {
      assertFalse(anonymous.sessionPresent());
    }
  }

  @Test
  void whereNamesChangeTheClientIdentifierIsEnough() {
    Broker broker = start("session.owner", "client");
    left(alice(shared()));
    Client bob = open();
    assertTrue(present(bob, bob(shared().resume())));
    bob.expectPublish("news", "for alice", QOS_1);
    assertEquals(0, broker.services().statistics().sessionsEnded(SessionEnd.OTHER_USER));
  }
}
