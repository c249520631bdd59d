package io.heddle;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Ban.Target;
import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import io.heddle.spec.gate.GateFiles;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bans and rates, over real sockets. */
@Timeout(120)
class TurnstileTest {
  private static final int RATE = 20;

  @RegisterExtension final Stage stage = Stage.plain();

  private RunningBroker server;

  private void start(String... settings) {
    server = RunningBroker.with(settings);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void refused(Login login, Version version, ReasonCode reason) {
    Client client = stage.openTo(server, version);
    client.send(login.packet());
    client.expectRefused(reason);
  }

  private static Login alice(String clientId) {
    return Login.v5(clientId).credentials("alice", GateFiles.WORD_OF_ALICE);
  }

  @Test
  void aClientIsBannedAndLetInAgain() {
    start();
    Client other = stage.connectTo(server, Login.v5("other"));
    Client client = stage.connectTo(server, Login.v5("c"));
    Client old = stage.connectTo(server, Login.v311("old"));
    Instant later = Instant.now().plusSeconds(3600);
    server.broker().bans().add(new Ban(new Target.ClientId("c"), later, "it floods"));
    server.broker().bans().add(new Ban(new Target.ClientId("old"), later, "it floods"));
    client.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    old.expectClosed();
    refused(Login.v5("c"), Version.MQTT_5_0, ReasonCode.BANNED);
    refused(Login.v311("old"), Version.MQTT_3_1_1, ReasonCode.NOT_AUTHORIZED);
    assertEquals(2, server.broker().bans().list().size());
    assertTrue(server.broker().bans().remove(new Target.ClientId("c")));
    stage.connectTo(server, Login.v5("c"));
    other.fence();
  }

  @Test
  void anAddressIsBanned() {
    start();
    Client client = stage.connectTo(server, Login.v5("c"));
    Target target = new Target.Addresses(AddressRange.parse("127.0.0.0/8"));
    server.broker().bans().add(new Ban(target, null, "too near"));
    client.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    refused(Login.v5("d"), Version.MQTT_5_0, ReasonCode.BANNED);
  }

  @Test
  void aUserIsBannedByAFileThatChanges() {
    String bans = GateFiles.file("client nobody");
    start("auth.password-file", GateFiles.file(GateFiles.ALICE), "bans.file", bans);
    Client alice = stage.connectTo(server, alice("a"));
    GateFiles.write(bans, "user alice because she left");
    server.broker().reload();
    alice.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    refused(alice("a"), Version.MQTT_5_0, ReasonCode.BANNED);
    refused(
        Login.v5("a").credentials("alice", "x"),
        Version.MQTT_5_0,
        ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    GateFiles.write(bans, "nonsense");
    server.broker().reload();
    refused(alice("a"), Version.MQTT_5_0, ReasonCode.BANNED);
    GateFiles.write(bans, "");
    server.broker().reload();
    stage.connectTo(server, alice("a"));
  }

  @Test
  void aWrongFileKeepsTheBrokerFromStarting() {
    start();
    StartException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            StartException.class, () -> RunningBroker.with("bans.file", GateFiles.file("group x")));
    assertTrue(e.getMessage().contains(":1: group: nobody can be banned so"), e.getMessage());
  }

  @Test
  void connectionsThatComeTooFastAreRefused() {
    start("limits.connections-per-second.client", "1");
    stage.connectTo(server, Login.v5("c"));
    stage.connectTo(server, Login.v5("d"));
    refused(Login.v5("c"), Version.MQTT_5_0, ReasonCode.CONNECTION_RATE_EXCEEDED);
    refused(Login.v311("c"), Version.MQTT_3_1_1, ReasonCode.SERVER_UNAVAILABLE);
  }

  /** Neither by its name alone, nor as somebody else who may not come in under it. */
  @Test
  void nobodyKeepsAClientOutByItsIdentifier() {
    start(
        "limits.connections-per-second.client",
        "1",
        "auth.password-file",
        GateFiles.PASSWORDS,
        "acl.file",
        GateFiles.file("deny user bob connect"));
    refused(
        Login.v5("c").credentials("alice", "wrong"),
        Version.MQTT_5_0,
        ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    refused(
        Login.v5("c").credentials("bob", GateFiles.WORD_OF_BOB),
        Version.MQTT_5_0,
        ReasonCode.NOT_AUTHORIZED);
    stage.connectTo(server, alice("c"));
    refused(alice("c"), Version.MQTT_5_0, ReasonCode.CONNECTION_RATE_EXCEEDED);
  }

  private void sendsAtItsPace(Client publisher, Client watcher) {
    Packet[] packets = new Packet[2 * RATE];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = Packets.publish("t", "x" + i, QOS_1, i + 1);
    }
    long begin = System.nanoTime();
    publisher.send(packets);
    for (int i = 0; i < packets.length; i++) {
      publisher.expect(Packets.puback(i + 1));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() > 900, took::toString);
    for (int i = 0; i < packets.length; i++) {
      watcher.expectPublish("t", "x" + i);
    }
  }

  @Test
  void whoPublishesTooFastIsSlowedDownAndLosesNothing() {
    start("limits.messages-per-second.client", Integer.toString(RATE));
    Client watcher = stage.connectTo(server, Login.v5("w"));
    watcher.subscribe("t", QOS_0);
    sendsAtItsPace(stage.connectTo(server, Login.v5("c").keepAlive(1)), watcher);
  }

  @Test
  void clientsOfAnAddressShareItsPace() {
    start("limits.messages-per-second.address", Integer.toString(RATE));
    Client watcher = stage.connectTo(server, Login.v5("w"));
    watcher.subscribe("t", QOS_0);
    Client other = stage.connectTo(server, Login.v5("o"));
    for (int i = 0; i < RATE; i++) {
      other.publish("other", "x", QOS_0);
    }
    sendsAtItsPace(stage.connectTo(server, Login.v5("c")), watcher);
  }

  @Test
  void bytesCountAsWell() {
    start("limits.bytes-per-second.client", "1KiB");
    Client client = stage.connectTo(server, Login.v5("c"));
    long begin = System.nanoTime();
    client.publish("t", "x".repeat(2048), QOS_1);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() > 900, took::toString);
  }

  @Test
  void whoWaitsCanStillBeEnded() {
    start("limits.bytes-per-second.client", "100B");
    Client client = stage.connectTo(server, Login.v5("c"));
    client.send(Packets.publish("t", "x".repeat(100_000), QOS_1, 1));
    stage.connectTo(server, Login.v5("c"));
    client.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
  }
}
