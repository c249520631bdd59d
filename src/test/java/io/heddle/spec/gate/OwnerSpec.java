package io.heddle.spec.gate;

import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose a session is: its client identifier alone resumes it for nobody. */
class OwnerSpec {
  @RegisterExtension
  final Stage stage = Stage.with("auth.password-file", GateFiles.PASSWORDS, "anonymous", "allow");

  private final String clientId = stage.name("c");
  private final String topic = stage.name("t");

  private Login login() {
    return Login.v5(clientId).sessionExpiry(600);
  }

  private static Login alice(Login login) {
    return login.credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  private static Login bob(Login login) {
    return login.credentials("bob", GateFiles.WORD_OF_BOB);
  }

  private boolean findsASession(Client client, Login login) {
    return client.connect(login.resume()).sessionPresent();
  }

  private Client publisher() {
    return stage.connect(bob(Login.v5(stage.name("p"))));
  }

  private Client alice() {
    Client alice = stage.connect(alice(login()));
    alice.subscribe(topic, QOS_1);
    return alice;
  }

  @Test
  void whatWaitsIsForTheUserWhoLeftIt() {
    alice().disconnect();
    publisher().publish(topic, "1", QOS_1);
    Client alice = stage.open();
    assertTrue(findsASession(alice, alice(login())));
    alice.expectPublish(topic, "1", QOS_1);
  }

  @Test
  void anotherUserFindsNothing() {
    alice().disconnect();
    Client publisher = publisher();
    publisher.publish(topic, "1", QOS_1);
    Client bob = stage.open();
    assertFalse(findsASession(bob, bob(login())));
    publisher.publish(topic, "2", QOS_1);
    bob.expectNothingMore();
  }

  @Test
  void norDoesAnAnonymousClientOrOneOfAnOlderVersion() {
    alice().disconnect();
    Client nobody = stage.open();
    assertFalse(findsASession(nobody, login()));
    nobody.disconnect();
    Client old = stage.open(Version.MQTT_3_1_1);
    assertFalse(findsASession(old, bob(Login.v311(clientId))));
  }

  @Test
  void whoIsConnectedIsToldSo() {
    Client alice = alice();
    Client bob = stage.open();
    assertFalse(findsASession(bob, bob(login())));
    alice.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    alice.expectClosed();
  }
}
