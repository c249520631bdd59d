package io.heddle;

import static io.heddle.spec.Packets.QOS_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import io.heddle.spec.gate.GateFiles;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that change while clients are connected, over real sockets. */
@Timeout(120)
class ChangedFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String BOB = "allow user bob";
  private static final String READ = "allow user alice subscribe news/#";

  private final String rules = GateFiles.file(BOB, READ);
  private final String passwords = GateFiles.file(GateFiles.ALICE, GateFiles.BOB);

  @RegisterExtension final Stage stage = Stage.plain();

  private final RunningBroker server =
      RunningBroker.with("auth.password-file", passwords, "acl.file", rules, "auth.failures", "0");

  @AfterEach
  void stop() {
    server.close();
  }

  private Client alice(Login login) {
    return stage.connectTo(server, login.credentials("alice", GateFiles.WORD_OF_ALICE));
  }

  private Client bob() {
    return stage.connectTo(
        server, Login.v5(stage.name("b")).credentials("bob", GateFiles.WORD_OF_BOB));
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, what);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static boolean gets(Client receiver, Client publisher) {
    publisher.publish("news/t", "?", QOS_1);
    var come = receiver.drain();
    come.forEach(receiver::acknowledge);
    return !come.isEmpty();
  }

  @Test
  void newRulesHoldForSubscriptionsThatAreThereAndForWhatWaits() {
    Login absent = Login.v5(stage.name("a")).sessionExpiry(600);
    Client gone = alice(absent);
    gone.subscribe("news/#", QOS_1);
    gone.disconnect();
    Client alice = alice(Login.v5(stage.name("a")));
    alice.subscribe("news/#", QOS_1);
    Client bob = bob();
    assertTrue(gets(alice, bob));
    GateFiles.write(rules, BOB);
    server.broker().reload();
    assertFalse(gets(alice, bob));
    Client resumed = stage.openTo(server, Version.MQTT_5_0);
    resumed.connect(absent.resume().credentials("alice", GateFiles.WORD_OF_ALICE));
    resumed.expectNothingMore();

    GateFiles.write(rules, BOB, READ);
    server.broker().reload();
    assertTrue(gets(alice, bob));
    GateFiles.write(rules, "nonsense");
    server.broker().reload();
    assertTrue(gets(alice, bob), "of a wrong file the old rules stay");
    assertTrue(gets(resumed, bob));
  }

  @Test
  void whatWaitsInAShareGroupGoesToWhoeverMayReadItNow() {
    Client alice = alice(Login.v5(stage.name("a")).sessionExpiry(600));
    alice.subscribe("$share/g/news/t", QOS_1);
    alice.disconnect();
    Client bob = bob();
    bob.subscribe("$share/g/news/t", QOS_1);
    GateFiles.write(rules, "allow user bob publish news/#", READ);
    server.broker().reload();
    bob.publish("news/t", "for alice", QOS_1);
    bob.expectNothingMore();
    GateFiles.write(rules, BOB);
    server.broker().reload();
    assertEquals(
        "for alice", new String(bob.expect(Packet.Publish.class).payload().toArray(), US_ASCII));
  }

  @Test
  void aChangeIsSeenWithoutBeingAskedFor() {
    Client alice = alice(Login.v5(stage.name("a")));
    GateFiles.write(passwords, GateFiles.BOB);
    until(
        "she stays, and is not let in again",
        () -> {
          Client again = stage.openTo(server, Version.MQTT_5_0);
          again.send(
              Login.v5(stage.name("a")).credentials("alice", GateFiles.WORD_OF_ALICE).packet());
          return again.expect(Packet.Connack.class).reason()
              == ReasonCode.BAD_USER_NAME_OR_PASSWORD;
        });
    alice.fence();
  }
}
