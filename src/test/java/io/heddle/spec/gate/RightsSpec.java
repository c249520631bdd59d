package io.heddle.spec.gate;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client of MQTT 5.0 may do by rules, and what it is told. */
class RightsSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with("auth.password-file", GateFiles.PASSWORDS, "acl.file", GateFiles.RULES);

  @RegisterExtension
  final Stage shy =
      Stage.with(
          "auth.password-file", GateFiles.PASSWORDS,
          "acl.file", GateFiles.RULES,
          "acl.denied-subscribe", "unspecified-error");

  @RegisterExtension
  final Stage loose =
      Stage.with(
          "auth.password-file", GateFiles.PASSWORDS,
          "acl.file", GateFiles.RULES,
          "session.owner", "client");

  private Login alice() {
    return Login.v5(stage.name("a")).credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  private Login bob() {
    return Login.v5(stage.name("b")).credentials("bob", GateFiles.WORD_OF_BOB);
  }

  private Client bobWith(String filter) {
    Client bob = stage.connect(bob());
    bob.subscribe(filter, QOS_2);
    return bob;
  }

  private static void isDenied(Client client, Packet.Publish publish) {
    client.send(publish);
    ReasonCode reason =
        publish.qos() == QOS_1
            ? client.expect(Packet.Puback.class).reason()
            : client.expect(Packet.Pubrec.class).reason();
    assertEquals(ReasonCode.NOT_AUTHORIZED, reason);
  }

  @Test
  void whatMayNotBePublished() {
    String topic = stage.name("other/t");
    Client bob = bobWith(topic);
    Client alice = stage.connect(alice());
    isDenied(alice, Packets.publish(topic, "1", QOS_1, 1));
    isDenied(alice, Packets.publish(topic, "2", QOS_2, 2));
    alice.send(Packets.publish(topic, "0"));
    alice.fence();
    bob.expectNothingMore();
  }

  @Test
  void neitherAboveTheQosNorRetained() {
    String topic = stage.name("own/t");
    Client bob = bobWith(topic);
    Client alice = stage.connect(alice());
    isDenied(alice, Packets.publish(topic, "2", QOS_2, 1));
    isDenied(alice, Packets.retained(Packets.publish(topic, "retained", QOS_1, 2)));
    alice.publish(topic, "1", QOS_1);
    bob.receive(topic, QOS_1, "1");
    bob.expectNothingMore();
  }

  private static List<ReasonCode> suback(Client client, Qos qos, String... filters) {
    client.send(
        Packets.subscribe(
            client.id(),
            List.of(filters).stream()
                .map(filter -> Packets.to(filter, qos))
                .toArray(Subscription[]::new)));
    return client.await(Packet.Suback.class).reasons();
  }

  @Test
  void whatMayBeSubscribedTo() {
    Client alice = stage.connect(alice());
    ReasonCode no = ReasonCode.NOT_AUTHORIZED;
    ReasonCode one = ReasonCode.granted(QOS_1);
    assertEquals(
        List.of(one, no, no, no, one, no),
        suback(
            alice, QOS_2, "own/#", "#", "other/t", "news/+", "$share/g/own/t", "$share/g/other/t"));
    alice.unsubscribe("own/#");
  }

  @Test
  void aSettingSaysWhatSubackTells() {
    Client alice = shy.connect(alice());
    assertEquals(List.of(ReasonCode.UNSPECIFIED_ERROR), suback(alice, QOS_0, "other/t"));
  }

  @Test
  void aMessageIsLookedAtWhenItIsDelivered() {
    String secret = stage.name("news/secret/t");
    String open = stage.name("news/t");
    Client alice = stage.connect(alice());
    alice.subscribe("news/#", QOS_1);
    Client bob = stage.connect(bob());
    for (Qos qos : Qos.values()) {
      bob.publish(secret, "no", qos);
    }
    bob.publish(open, "yes", QOS_1);
    alice.receive(open, QOS_1, "yes");
    alice.expectNothingMore();
  }

  @Test
  void aRetainedMessageToo() {
    String below = stage.name("news/r");
    Client bob = stage.connect(bob());
    String secret = stage.name("news/secret/r");
    bob.retain(secret, "no", QOS_1);
    bob.retain(below, "yes", QOS_1);
    Client alice = stage.connect(alice());
    alice.subscribe("news/#", QOS_1);
    assertEquals(
        List.of(),
        alice.drain().stream().filter(each -> each.topic().value().equals(secret)).toList());
    bob.retain(secret, "", QOS_1);
    bob.retain(below, "", QOS_1);
  }

  @Test
  void inAGroupItGoesToWhoMayGetIt() {
    String filter = "$share/" + stage.name("g") + "/news/#";
    String secret = stage.name("news/secret/t");
    Client alice = stage.connect(alice());
    alice.subscribe(filter, QOS_1);
    Client bob = stage.connect(bob());
    bob.subscribe(filter, QOS_1);
    Client third = stage.connect(bob());
    for (String payload : List.of("1", "2", "3")) {
      third.publish(secret, payload, QOS_1);
    }
    bob.receive(secret, QOS_1, "1", "2", "3");
    alice.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-2")
  void aWillThatMayNotBePublishedKeepsItsClientOut() {
    Client client = stage.open();
    client.send(alice().will("other/t", "w", QOS_0).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
    client.expectClosed();
    stage.connect(alice().will("own/t", "w", QOS_0)).fence();
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-2")
  void whoMayNotConnect() {
    Client client = stage.open();
    client.send(Login.v5("banned").credentials("bob", GateFiles.WORD_OF_BOB).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
    client.expectClosed();
  }

  @Test
  void withoutARuleNothingIsAllowed() {
    Client anonymous = stage.connect(Version.MQTT_5_0, stage.name("c"));
    isDenied(anonymous, Packets.publish("own/t", "1", QOS_1, 1));
    assertEquals(List.of(ReasonCode.NOT_AUTHORIZED), suback(anonymous, QOS_0, "own/t"));
  }

  /**
   * Where another user with the same Client Identifier gets the session he does not get its mail.
   */
  @Test
  void aSessionThatIsTakenOverBringsNothingThatItsClientMayNotGet() {
    String secret = stage.name("news/secret/t");
    String clientId = stage.name("c");
    Login first = Login.v5(clientId).sessionExpiry(60);
    Client bob = loose.connect(first.credentials("bob", GateFiles.WORD_OF_BOB));
    bob.subscribe(secret, QOS_1);
    Client third = loose.connect(bob());
    third.publish(secret, "in flight", QOS_1);
    bob.expectPublish(secret, "in flight");
    bob.disconnect();
    third.publish(secret, "queued", QOS_1);
    Login second = Login.v5(clientId).sessionExpiry(60);
    Client alice = loose.resume(second.credentials("alice", GateFiles.WORD_OF_ALICE));
    alice.expectNothingMore();
  }
}
