package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Scram;
import io.heddle.spec.ScramProof;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH between CONNECT and CONNACK, with SCRAM-SHA-256. */
class EnhancedAuthSpec {
  @RegisterExtension final Stage stage = Scram.stage();

  private final ScramProof alice = new ScramProof("alice", Scram.PASSWORD, "n-o.n(c)e");

  private Client begun() {
    Client client = stage.open();
    client.send(Scram.login(stage.name("c"), alice).packet());
    return client;
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-2")
  @Tag("5.0/MQTT-4.12.0-3")
  @Tag("5.0/MQTT-4.12.0-5")
  void everyPacketNamesTheMethod() {
    Client client = begun();
    Bytes challenge = Scram.challenge(client);
    assertTrue(challenge.text().startsWith("r=n-o.n(c)e"), challenge::text);
    client.send(Scram.further(alice.last(challenge)));
    Packet.Connack connack = client.expectConnack();
    assertTrue(alice.isAnsweredBy(Scram.data(client, connack.properties())));
    client.expectNothingMore();
  }

  @Test
  void theDataMayComeWithTheFirstAuth() {
    Client client = stage.open();
    client.send(
        Login.v5(stage.name("c")).with(Property.AUTHENTICATION_METHOD, Scram.METHOD).packet());
    Packet.Auth empty = client.expect(Packet.Auth.class);
    assertEquals(ReasonCode.CONTINUE_AUTHENTICATION, empty.reason());
    assertFalse(empty.properties().has(Property.AUTHENTICATION_DATA));
    client.send(Scram.further(alice.first()));
    client.send(Scram.further(alice.last(Scram.challenge(client))));
    client.expectConnack();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody"})
  @Tag("5.0/MQTT-4.12.0-4")
  void whoDoesNotKnowThePasswordIsRefused(String user) {
    ScramProof wrong = new ScramProof(user, "pen", "nonce");
    Client client = stage.open();
    client.send(Scram.login(stage.name("c"), wrong).packet());
    client.send(Scram.further(wrong.last(Scram.challenge(client))));
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-4")
  void channelBindingIsRefused() {
    ScramProof bound = new ScramProof(256, "p=tls-exporter,,", "alice", Scram.PASSWORD, "nonce");
    Client client = stage.open();
    client.send(Scram.login(stage.name("c"), bound).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCESS", "RE_AUTHENTICATE"})
  @Tag("5.0/MQTT-4.12.0-3")
  void anAnswerWithAnotherCodeIsAProtocolError(ReasonCode reason) {
    Client client = begun();
    Bytes last = alice.last(Scram.challenge(client));
    client.send(Scram.auth(reason, Scram.METHOD, last));
    client.expectRefused(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-512", "scram-sha-256", ""})
  @Tag("5.0/MQTT-4.12.0-5")
  void anAnswerWithAnotherMethodIsAProtocolError(String method) {
    Client client = begun();
    Bytes last = alice.last(Scram.challenge(client));
    client.send(Scram.auth(ReasonCode.CONTINUE_AUTHENTICATION, method, last));
    client.expectRefused(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-5")
  void anAnswerWithoutMethodIsAProtocolError() {
    Client client = begun();
    Scram.challenge(client);
    client.sendRaw("F0 {18 {16 'data'}}");
    client.expectRefused(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-30")
  void nothingButAuthAndDisconnectComesBeforeConnack() {
    String topic = stage.name("t");
    Client watcher = stage.connect();
    watcher.subscribe(topic, QOS_0);
    Client client = begun();
    Scram.challenge(client);
    client.send(Packets.publish(topic, "must not arrive"));
    client.expectRefused(ReasonCode.PROTOCOL_ERROR);
    Client other = begun();
    Scram.challenge(other);
    other.send(Packets.disconnect());
    other.expectClosed();
    watcher.publish(topic, "marker", QOS_0);
    watcher.expectPublish(topic, "marker");
    watcher.expectNothingMore();
  }

  @Test
  void whatIsNoPacketIsTold() {
    Client client = begun();
    Scram.challenge(client);
    client.sendRaw("F1 00");
    client.expectTurnedAway(ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-4.12.0-1")
  @Tag("5.0/MQTT-4.12.0-6")
  void otherMethodsAreRefusedAndNoMethodIsNone() {
    Client client = stage.open();
    client.send(
        Login.v5(stage.name("c")).with(Property.AUTHENTICATION_METHOD, "SCRAM-SHA-1").packet());
    client.expectRefused(ReasonCode.BAD_AUTHENTICATION_METHOD);
    Client plain = stage.open();
    Login login = Login.v5(stage.name("c")).credentials("alice", Scram.PASSWORD);
    Packet.Connack connack = plain.connect(login);
    assertFalse(connack.properties().has(Property.AUTHENTICATION_METHOD));
    plain.sendRaw("F0 {19 {15 'SCRAM-SHA-256'}}");
    plain.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  void theKeysServePlainPasswordsToo() {
    stage.connect(Login.v311(stage.name("c")).credentials("alice", Scram.PASSWORD));
    Client client = stage.open(Version.MQTT_5_0);
    client.send(Login.v5(stage.name("c")).credentials("alice", "pen").packet());
    client.expectRefused(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  @Test
  void aUserNameInConnectMustBeThatOfScram() {
    Client client = stage.open();
    client.send(Scram.login(stage.name("c"), alice).credentials("bob", null).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
    Client same = stage.open();
    Scram.connect(same, Scram.login(stage.name("c"), alice).credentials("alice", null), alice);
  }

  @Test
  void aSessionIsFoundAgain() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client client = stage.open();
    Scram.connect(client, Scram.login(id, alice).sessionExpiry(60), alice);
    client.subscribe(topic, QOS_1);
    client.vanish();
    Client again = stage.open();
    assertTrue(Scram.connect(again, Scram.login(id, alice).resume(), alice).sessionPresent());
    again.publish(topic, "x", QOS_1);
    again.receive(topic, QOS_1, "x");
  }
}
