package io.heddle;

import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.http.Station;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import io.heddle.spec.gate.GateFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rights that a web server or a rule beside it has granted, and that are gone since. */
@Timeout(120)
class TakenBackTest {
  private static final String BOB = "allow user bob";

  @RegisterExtension final Stage stage = Stage.plain();

  private final String rules = GateFiles.file(BOB, "allow user alice subscribe news/#");
  private Station station;
  private @Nullable RunningBroker server;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
    station.say(403);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    station.close();
  }

  private void start(String... more) {
    String[] settings = {
      "auth.password-file",
      GateFiles.PASSWORDS,
      "auth.failures",
      "0",
      "acl.file",
      rules,
      "acl.http.url",
      station.url().toString(),
      "acl.http.cache",
      "0"
    };
    String[] all = new String[settings.length + more.length];
    System.arraycopy(settings, 0, all, 0, settings.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    server = RunningBroker.with(all);
  }

  private static Login alice() {
    return Login.v5("alice").sessionExpiry(600).credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  private Client bob() {
    return stage.connectTo(server, Login.v5("bob").credentials("bob", GateFiles.WORD_OF_BOB));
  }

  private static boolean gets(Client receiver, Client publisher, String topic) {
    publisher.publish(topic, "?", QOS_1);
    var come = receiver.drain();
    come.forEach(receiver::acknowledge);
    return !come.isEmpty();
  }

  @Test
  void whatARuleGrantedThatIsGone() {
    start();
    Client alice = stage.connectTo(server, alice());
    alice.subscribe("news/#", QOS_1);
    Client bob = bob();
    assertTrue(gets(alice, bob, "news/t"));
    GateFiles.write(rules, BOB);
    server.broker().reload();
    assertFalse(gets(alice, bob, "news/t"));
    assertEquals(0, station.questions().size());
    station.say(204);
    alice.subscribe("news/#", QOS_1);
    assertTrue(gets(alice, bob, "news/t"), "the server is asked now, and grants it");
  }

  @Test
  void whatTheServerGrantedAndDeniesNow() {
    start();
    station.say(204);
    Client alice = stage.connectTo(server, alice());
    alice.subscribe("up/#", QOS_1);
    Client bob = bob();
    assertTrue(gets(alice, bob, "up/t"));
    station.say(403);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (gets(alice, bob, "up/t")) {
      assertTrue(System.nanoTime() - end < 0, "the server is asked again");
    }
    station.say(204);
    while (!gets(alice, bob, "up/t")) {
      assertTrue(System.nanoTime() - end < 0, "the server is asked again");
    }
    alice.disconnect();
    bob.publish("up/t", "while she is away", QOS_1);
    station.say(403);
    Client again = stage.openTo(server, Version.MQTT_5_0);
    assertTrue(again.connect(alice().resume()).sessionPresent());
    again.expectNothingMore();
    station.say(204);
    while (!gets(again, bob, "up/t")) {
      assertTrue(System.nanoTime() - end < 0, "the server is asked again");
    }
  }

  @Test
  void whoResumesItsSessionNeedNotSubscribeAgain() {
    start();
    station.say(204);
    Client alice = stage.connectTo(server, alice());
    alice.subscribe("up/#", QOS_1);
    alice.disconnect();
    Client bob = bob();
    bob.publish("up/t", "1", QOS_1);
    Client again = stage.openTo(server, Version.MQTT_5_0);
    assertTrue(again.connect(alice().resume()).sessionPresent());
    again.expectPublish("up/t", "1", QOS_1);
    assertTrue(gets(again, bob, "up/t"));
  }

  @Test
  void whatIsUnsubscribedFromIsForgotten() {
    start("acl.http.cache", "1h");
    station.say(204);
    Client alice = stage.connectTo(server, alice());
    alice.subscribe("up/#", QOS_1);
    alice.subscribe("$share/g/up/#", QOS_1);
    alice.unsubscribe("up/#");
    alice.subscribe("up/#", QOS_1);
    assertEquals(1, station.questions().size(), "the shared one was there all the time");
    alice.unsubscribe("up/#");
    alice.unsubscribe("$share/g/up/#");
    alice.subscribe("up/#", QOS_1);
    assertEquals(2, station.questions().size());
    assertTrue(gets(alice, bob(), "up/t"));
  }

  @Test
  void whoResumesThatOfAnotherUserGetsWhatTheServerGrantsHim() {
    start("session.owner", "client");
    GateFiles.write(rules, "allow user bob publish");
    server.broker().reload();
    station.say(204);
    Client alice = stage.connectTo(server, alice());
    alice.subscribe("up/#", QOS_1);
    alice.disconnect();
    Client bob = bob();
    bob.publish("up/t", "for alice", QOS_1);
    Client thief = stage.openTo(server, Version.MQTT_5_0);
    Login login =
        Login.v5("alice").sessionExpiry(600).credentials("bob", GateFiles.WORD_OF_BOB).resume();
    station.say(403);
    assertTrue(thief.connect(login).sessionPresent());
    thief.expectNothingMore();
    assertFalse(gets(thief, bob, "up/t"));
    station.say(204);
    thief.subscribe("up/#", QOS_1);
    assertTrue(gets(thief, bob, "up/t"));
  }
}
