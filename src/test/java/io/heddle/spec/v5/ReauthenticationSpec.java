package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Scram;
import io.heddle.spec.ScramProof;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH on a connection that is open, with SCRAM-SHA-256. */
class ReauthenticationSpec {
  @RegisterExtension final Stage stage = Scram.stage();

  private final ScramProof alice = new ScramProof("alice", Scram.PASSWORD, "one");
  private final ScramProof again = new ScramProof("alice", Scram.PASSWORD, "two");

  private Client connected() {
    Client client = stage.open();
    Scram.connect(client, Scram.login(stage.name("c"), alice), alice);
    return client;
  }

  private static Packet.Auth success(Client client, ScramProof proof) {
    Packet.Auth auth = client.expect(Packet.Auth.class);
    assertEquals(ReasonCode.SUCCESS, auth.reason());
    assertTrue(proof.isAnsweredBy(Scram.data(client, auth.properties())));
    return auth;
  }

  @Test
  @Tag("5.0/MQTT-4.12.1-1")
  @Tag("5.0/MQTT-4.12.0-2")
  @Tag("5.0/MQTT-4.12.0-5")
  @Tag("5.0/MQTT-3.15.2-1")
  void aClientAuthenticatesAgainAndAgain() {
    Client client = connected();
    for (int i = 0; i < 3; i++) {
      client.send(Scram.again(again));
      client.send(Scram.further(again.last(Scram.challenge(client))));
      success(client, again);
    }
    client.expectNothingMore();
  }

  @Test
  void messagesGoOnFlowingMeanwhile() {
    String topic = stage.name("t");
    Client other = connected();
    other.subscribe(topic, QOS_0);
    Client client = connected();
    client.subscribe(topic, QOS_1);
    client.send(Scram.again(again));
    Bytes challenge = Scram.challenge(client);
    other.publish(topic, "to you", QOS_1);
    client.receive(topic, QOS_1, "to you");
    other.receive(topic, QOS_0, "to you");
    client.publish(topic, "from you", QOS_1);
    client.receive(topic, QOS_1, "from you");
    other.receive(topic, QOS_0, "from you");
    client.send(Scram.further(again.last(challenge)));
    success(client, again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody"})
  @Tag("5.0/MQTT-4.12.1-2")
  void whoFailsIsDisconnected(String user) {
    String topic = stage.name("t");
    Client watcher = connected();
    watcher.subscribe(topic, QOS_0);
    Client client = stage.open();
    Scram.connect(client, Scram.login(stage.name("c"), alice).will(topic, "will", QOS_0), alice);
    ScramProof wrong = new ScramProof(user, "pen", "nonce");
    client.send(Scram.again(wrong));
    if (user.equals("alice")) {
      client.send(Scram.further(wrong.last(Scram.challenge(client))));
    }
    client.expectDisconnect(ReasonCode.NOT_AUTHORIZED);
    watcher.expectPublish(topic, "will");
  }

  @Test
  @Tag("5.0/MQTT-4.12.1-2")
  void nobodyBecomesAnotherUser() {
    Client client = connected();
    client.send(Scram.again(new ScramProof("bob", Scram.PASSWORD, "nonce")));
    client.expectDisconnect(ReasonCode.NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-512", "scram-sha-256", "none-such"})
  @Tag("5.0/MQTT-4.12.1-1")
  @Tag("5.0/MQTT-4.12.0-5")
  void anotherMethodIsAProtocolError(String method) {
    Client client = connected();
    client.send(Scram.auth(ReasonCode.RE_AUTHENTICATE, method, again.first()));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  void aSecondBeginningIsAProtocolError() {
    Client client = connected();
    client.send(Scram.again(again));
    Scram.challenge(client);
    client.send(Scram.again(again));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCESS", "CONTINUE_AUTHENTICATION"})
  void goingOnWithNothingIsAProtocolError(ReasonCode reason) {
    Client client = connected();
    client.send(Scram.auth(reason, Scram.METHOD, again.first()));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  void authWithoutAnythingIsAProtocolError() {
    Client client = connected();
    client.sendRaw("F0 00");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 100_000})
  @Tag("5.0/MQTT-3.15.2-2")
  @Tag("5.0/MQTT-3.15.2-3")
  void authLeavesOutWhatDoesNotFit(int most) {
    ScramProof proof = new ScramProof(Scram.LONG, Scram.PASSWORD, "n");
    Client client = stage.open();
    Scram.connect(
        client,
        Scram.login(stage.name("c"), proof).with(Property.MAXIMUM_PACKET_SIZE, most),
        proof);
    client.send(Scram.again(proof));
    client.send(Scram.further(proof.last(Scram.challenge(client))));
    Packet.Auth auth = success(client, proof);
    assertTrue(client.frame().length <= most);
    assertEquals(
        most > 120 ? "authenticated again as " + Scram.LONG : null,
        auth.properties().string(Property.REASON_STRING));
  }
}
