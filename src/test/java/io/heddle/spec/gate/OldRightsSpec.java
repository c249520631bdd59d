package io.heddle.spec.gate;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;

import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of MQTT 3.1.1 and 3.1, which cannot be told much, notice of rules. */
class OldRightsSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with("auth.password-file", GateFiles.PASSWORDS, "acl.file", GateFiles.RULES);

  @RegisterExtension
  final Stage strict =
      Stage.with(
          "auth.password-file", GateFiles.PASSWORDS,
          "acl.file", GateFiles.RULES,
          "acl.denied-publish", "disconnect");

  private Login alice() {
    return Login.v311(stage.name("a")).credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-2")
  void whatMayNotBePublishedIsAcknowledgedAndGoesNowhere() {
    String topic = stage.name("other/t");
    Client bob =
        stage.connect(Login.v311(stage.name("b")).credentials("bob", GateFiles.WORD_OF_BOB));
    bob.subscribe(topic, QOS_2);
    Client alice = stage.connect(alice());
    alice.publish(topic, "0", QOS_0);
    alice.publish(topic, "1", QOS_1);
    alice.publish(topic, "2", QOS_2);
    bob.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-3.3.5-2")
  void orItEndsTheConnection() {
    Client alice = strict.connect(alice());
    alice.publish("own/t", "1", QOS_1);
    alice.send(Packets.publish("other/t", "1", QOS_1, 2));
    alice.expectClosed();
    Client again = strict.connect(alice());
    again.send(Packets.publish("other/t", "0"));
    again.expectClosed();
  }

  @Test
  void aSubscriptionIsRefusedWithItsOneCode() {
    Client alice = stage.connect(alice());
    alice.sendRaw("82 {0001 'other/t' 00 'own/t' 02}");
    alice.expectRaw("90 04 0001 80 01");
  }

  @Test
  void oneOfThirtyOneIsGrantedAndBringsNothing() {
    String topic = stage.name("other/t");
    Client old =
        stage.connect(
            Login.of(Version.MQTT_3_1, stage.name("a"))
                .credentials("alice", GateFiles.WORD_OF_ALICE));
    old.subscribe(topic, QOS_1);
    stage
        .connect(Login.v311(stage.name("b")).credentials("bob", GateFiles.WORD_OF_BOB))
        .publish(topic, "1", QOS_1);
    old.expectNothingMore();
  }
}
