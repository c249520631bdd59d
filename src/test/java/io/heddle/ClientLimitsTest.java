package io.heddle;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.Ban;
import io.heddle.api.ClientLimits;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.UserProperty;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients over sockets whose authentication says what each of them gets. */
@Timeout(60)
class ClientLimitsTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private volatile Authentication answer = accepted(ClientLimits.NONE);
  private Broker broker;

  private static Authentication accepted(ClientLimits limits) {
    return new Authentication.Accepted("ann", Set.of(), null, limits);
  }

  private void limit(Consumer<ClientLimits.Builder> change) {
    ClientLimits.Builder limits = ClientLimits.builder();
    change.accept(limits);
    answer = accepted(limits.build());
  }

  private SpecServer server(String... settings) {
    if (broker == null) {
      Heddle.Builder builder =
          Heddle.builder()
              .port(0)
              .set("limits.close-timeout", "100ms")
              .authenticator(login -> answer);
      for (int i = 0; i < settings.length; i += 2) {
        builder.set(settings[i], settings[i + 1]);
      }
      broker = builder.start();
    }
    return new SpecServer() {
      @Override
      public Wire connect() {
        return new SocketWire(broker.endpoints().getFirst().getPort());
      }

      @Override
      public void close() {}
    };
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private Client open(Version version) {
    return stage.openTo(server(), version);
  }

  private Client enters(Login login) {
    return stage.connectTo(server(), login);
  }

  private Properties told(Client client, Login login) {
    return client.connect(login).properties();
  }

  private static ReasonCode subscribed(Client client, String filter, Qos qos) {
    client.send(Packets.subscribe(client.id(), Packets.to(filter, qos)));
    return client.await(Packet.Suback.class).reasons().getFirst();
  }

  @Test
  void nothingIsToldOfNoLimits() {
    Properties told = told(open(Version.MQTT_5_0), Login.v5("c").sessionExpiry(60));
    for (Property property :
        List.of(
            Property.MAXIMUM_QOS,
            Property.SESSION_EXPIRY_INTERVAL,
            Property.SERVER_KEEP_ALIVE,
            Property.RETAIN_AVAILABLE,
            Property.WILDCARD_SUBSCRIPTION_AVAILABLE,
            Property.SHARED_SUBSCRIPTION_AVAILABLE,
            Property.ASSIGNED_CLIENT_IDENTIFIER)) {
      assertFalse(told.has(property), property::toString);
    }
    assertEquals(List.of(), told.userProperties());
  }

  @Test
  void maximumQosIsToldAndHolds() {
    limit(limits -> limits.maximumQos(QOS_1));
    Client client = open(Version.MQTT_5_0);
    assertEquals(1, told(client, Login.v5("c")).number(Property.MAXIMUM_QOS, -1));
    assertEquals(ReasonCode.GRANTED_QOS_1, subscribed(client, "t", QOS_2));
    client.send(Packets.publish("t", "x", QOS_2, 9));
    client.expectDisconnect(ReasonCode.QOS_NOT_SUPPORTED);
    Client old = enters(Login.v311("d"));
    assertEquals(ReasonCode.GRANTED_QOS_1, subscribed(old, "t", QOS_2));
    old.send(Packets.publish("t", "x", QOS_2, 9));
    old.expectClosed();
  }

  @Test
  void theStricterCounts() {
    server("mqtt.maximum-qos", "0");
    limit(limits -> limits.maximumQos(QOS_1));
    assertEquals(0, told(open(Version.MQTT_5_0), Login.v5("c")).number(Property.MAXIMUM_QOS, -1));
  }

  @Test
  void aWillIsWithinTheLimits() {
    limit(limits -> limits.maximumQos(QOS_0).retain(false));
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("c").will("t", "x", QOS_1).packet());
    client.expectRefused(ReasonCode.QOS_NOT_SUPPORTED);
    Client old = open(Version.MQTT_3_1_1);
    old.send(Login.v311("c").will("t", "x", QOS_1).packet());
    old.expectRefused(ReasonCode.SERVER_UNAVAILABLE);
  }

  @Test
  void sessionExpiryIsToldAndHolds() {
    limit(limits -> limits.sessionExpiryMax(0));
    Client client = open(Version.MQTT_5_0);
    Properties told = told(client, Login.v5("c").sessionExpiry(60));
    assertEquals(0, told.number(Property.SESSION_EXPIRY_INTERVAL, -1));
    client.disconnect();
    Client again = open(Version.MQTT_5_0);
    assertFalse(again.connect(Login.v5("c").resume()).sessionPresent());
    enters(Login.v311("d").resume()).disconnect();
    assertFalse(open(Version.MQTT_3_1_1).connect(Login.v311("d").resume()).sessionPresent());
  }

  @Test
  void disconnectDoesNotMakeASessionLastLonger() {
    limit(limits -> limits.sessionExpiryMax(0));
    Client client = enters(Login.v5("c").sessionExpiry(60));
    client.disconnect(
        new Packet.Disconnect(
            ReasonCode.SUCCESS,
            Properties.builder().add(Property.SESSION_EXPIRY_INTERVAL, 60).build()));
    assertFalse(open(Version.MQTT_5_0).connect(Login.v5("c").resume()).sessionPresent());
  }

  @Test
  void receiveMaximumIsToldAndHolds() {
    limit(limits -> limits.receiveMaximum(1));
    Client client = open(Version.MQTT_5_0);
    assertEquals(1, told(client, Login.v5("c")).number(Property.RECEIVE_MAXIMUM, -1));
    client.publish("t", "x", QOS_2);
    client.send(Packets.publish("t", "x", QOS_2, 8), Packets.publish("t", "x", QOS_2, 9));
    client.await(Packet.Pubrec.class);
    client.expectDisconnect(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
  }

  @Test
  void theServerHasNoMoreUnderWay() {
    limit(limits -> limits.inflightMax(1));
    for (Version version : List.of(Version.MQTT_3_1_1, Version.MQTT_5_0)) {
      Client client = enters(Login.of(version, "c"));
      client.subscribe("t", QOS_1);
      Client sender = enters(Login.v5("sender"));
      sender.publish("t", "1", QOS_1);
      sender.publish("t", "2", QOS_1);
      Packet.Publish first = client.expectPublish("t", "1", QOS_1);
      client.fence();
      client.acknowledge(first);
      client.expectPublish("t", "2", QOS_1);
    }
  }

  @Test
  void keepAliveIsTold() {
    limit(limits -> limits.keepAliveMax(1));
    Client client = open(Version.MQTT_5_0);
    assertEquals(
        1, told(client, Login.v5("c").keepAlive(600)).number(Property.SERVER_KEEP_ALIVE, -1));
    client.expectDisconnect(ReasonCode.KEEP_ALIVE_TIMEOUT);
  }

  @Test
  void packetSizeIsToldAndHolds() {
    limit(limits -> limits.packetSizeMax(100));
    Client client = open(Version.MQTT_5_0);
    assertEquals(100, told(client, Login.v5("c")).number(Property.MAXIMUM_PACKET_SIZE, -1));
    client.publish("t", "x".repeat(90), QOS_0);
    client.send(Packets.publish("t", "x".repeat(100), QOS_0, 0));
    client.expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
    Client old = enters(Login.v311("d"));
    old.send(Packets.publish("t", "x".repeat(100), QOS_0, 0));
    old.expectClosed();
  }

  @Test
  void retainIsToldAndHolds() {
    limit(limits -> limits.retain(false));
    Client client = open(Version.MQTT_5_0);
    assertEquals(0, told(client, Login.v5("c")).number(Property.RETAIN_AVAILABLE, -1));
    client.send(Packets.retained(Packets.publish("t", "x", QOS_0, 0)));
    client.expectDisconnect(ReasonCode.RETAIN_NOT_SUPPORTED);
    Client old = enters(Login.v311("d"));
    old.retain("t", "x", QOS_1);
    old.subscribe("t", QOS_0);
    assertEquals(List.of(), old.drain());
  }

  @Test
  void filtersThatItMayNotUse() {
    limit(limits -> limits.wildcard(false).shared(false));
    Client client = open(Version.MQTT_5_0);
    Properties told = told(client, Login.v5("c"));
    assertEquals(0, told.number(Property.WILDCARD_SUBSCRIPTION_AVAILABLE, -1));
    assertEquals(0, told.number(Property.SHARED_SUBSCRIPTION_AVAILABLE, -1));
    assertEquals(ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED, subscribed(client, "a/+", QOS_0));
    assertEquals(
        ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED, subscribed(client, "$share/g/a", QOS_0));
    Client old = enters(Login.v311("d"));
    assertEquals(ReasonCode.UNSPECIFIED_ERROR, subscribed(old, "a/+", QOS_0));
    assertEquals(ReasonCode.UNSPECIFIED_ERROR, subscribed(old, "$share/g/a", QOS_0));
  }

  @Test
  void aMountPointIsBelowThatOfTheListener() {
    server("listener.tcp.mount-point", "site/");
    Client all = enters(Login.v5("all"));
    all.subscribe("#", QOS_0);
    limit(limits -> limits.mountPoint("ann/"));
    Client client = enters(Login.v5("c").will("gone", "w", QOS_0));
    client.subscribe("t", QOS_0);
    client.publish("t", "x", QOS_0);
    client.expectPublish("t", "x");
    all.expectPublish("ann/t", "x");
    client.vanish();
    all.expectPublish("ann/gone", "w");
  }

  @Test
  void itsSessionIsFoundUnderTheIdentifierThatItWasGiven() {
    limit(limits -> limits.assignedClientId("pump-7"));
    Client client = open(Version.MQTT_5_0);
    Properties told = told(client, Login.v5("any").sessionExpiry(60));
    assertEquals("pump-7", told.string(Property.ASSIGNED_CLIENT_IDENTIFIER));
    Client second = open(Version.MQTT_5_0);
    assertTrue(second.connect(Login.v5("other").resume().sessionExpiry(60)).sessionPresent());
    client.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    assertTrue(broker.services().clients().find("pump-7").isPresent());
    Client old = open(Version.MQTT_3_1_1);
    assertTrue(old.connect(Login.v311("third").resume()).sessionPresent());
    second.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    limit(limits -> limits.assignedClientId("same"));
    assertFalse(
        told(open(Version.MQTT_5_0), Login.v5("same")).has(Property.ASSIGNED_CLIENT_IDENTIFIER));
  }

  @Test
  void userPropertiesAreLeftOutWhereTheyDoNotFit() {
    limit(limits -> limits.userProperties(List.of(new UserProperty("zone", "4"))));
    assertEquals(
        List.of(new UserProperty("zone", "4")),
        told(open(Version.MQTT_5_0), Login.v5("c")).userProperties());
    Login small = Login.v5("d").with(Property.MAXIMUM_PACKET_SIZE, 20);
    assertEquals(List.of(), told(open(Version.MQTT_5_0), small).userProperties());
  }

  @Test
  void itIsDisconnectedWhenItsProofEnds() {
    Client watcher = enters(Login.v5("watcher"));
    watcher.subscribe("gone", QOS_0);
    Instant end = Instant.now().plusMillis(500);
    limit(limits -> limits.until(end));
    Client old = enters(Login.v311("d"));
    Client client = enters(Login.v5("c").will("gone", "w", QOS_0));
    Packet.Disconnect told = client.expectDisconnect(ReasonCode.MAXIMUM_CONNECT_TIME);
    assertEquals("its proof has ended", told.properties().string(Property.REASON_STRING));
    assertFalse(Instant.now().isBefore(end));
    old.expectClosed();
    watcher.expectPublish("gone", "w");
    Client late = open(Version.MQTT_5_0);
    late.send(Login.v5("c").packet());
    late.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  private static Authentication pump(Instant end) {
    ClientLimits pump =
        ClientLimits.builder()
            .maximumQos(Qos.AT_LEAST_ONCE)
            .sessionExpiryMax(3600)
            .mountPoint("pumps/")
            .until(end)
            .build();
    return new Authentication.Accepted("pump", Set.of(), null, pump);
  }

  @Test
  void severalLimitsAtOnce() {
    answer = pump(Instant.now().plusSeconds(600));
    Properties told = told(open(Version.MQTT_5_0), Login.v5("c").sessionExpiry(7200));
    assertEquals(1, told.number(Property.MAXIMUM_QOS, -1));
    assertEquals(3600, told.number(Property.SESSION_EXPIRY_INTERVAL, -1));
    assertEquals(Set.of(), broker.services().clients().find("c").orElseThrow().client().groups());
  }

  private Properties refusal(ReasonCode reason, Login login, Properties told) {
    answer = new Authentication.Refused(reason, "secret", told);
    Client client = open(Version.MQTT_5_0);
    client.send(login.packet());
    return client.expectRefused(reason).properties();
  }

  @Test
  void whereToGoInstead() {
    Properties told =
        Properties.builder()
            .add(Property.REASON_STRING, "moved")
            .add(Property.SERVER_REFERENCE, "b.example:1883")
            .add(Property.MAXIMUM_QOS, 0)
            .user("a", "b")
            .build();
    for (ReasonCode reason : List.of(ReasonCode.USE_ANOTHER_SERVER, ReasonCode.SERVER_MOVED)) {
      assertEquals(
          told.without(Property.MAXIMUM_QOS), refusal(reason, Login.v5("c"), told), reason::name);
    }
    assertEquals(
        told.without(Property.MAXIMUM_QOS, Property.SERVER_REFERENCE),
        refusal(ReasonCode.NOT_AUTHORIZED, Login.v5("c"), told));
    Login small = Login.v5("c").with(Property.MAXIMUM_PACKET_SIZE, 25);
    assertEquals(
        Properties.builder().add(Property.SERVER_REFERENCE, "b.example:1883").build(),
        refusal(ReasonCode.SERVER_MOVED, small, told));
    Login least = Login.v5("c").with(Property.MAXIMUM_PACKET_SIZE, 10);
    assertTrue(refusal(ReasonCode.SERVER_MOVED, least, told).isEmpty());
    Client old = open(Version.MQTT_3_1_1);
    old.send(Login.v311("c").packet());
    old.expectRefused(ReasonCode.SERVER_UNAVAILABLE);
  }

  @Test
  void aCodeThatConnackDoesNotHaveIsNotAuthorized() {
    answer = new Authentication.Refused(ReasonCode.TOPIC_FILTER_INVALID, "a mistake");
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("c").packet());
    assertNull(
        client
            .expectRefused(ReasonCode.NOT_AUTHORIZED)
            .properties()
            .string(Property.REASON_STRING));
  }

  @Test
  void bansAreAboutTheIdentifierThatItWasGiven() {
    server();
    broker.bans().add(new Ban(new Ban.Target.ClientId("pump-7"), null, ""));
    limit(limits -> limits.assignedClientId("pump-7"));
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("any").packet());
    client.expectRefused(ReasonCode.BANNED);
  }

  @Test
  void limitsOutOfRangeAreAFault() {
    for (Consumer<ClientLimits.Builder> wrong :
        List.<Consumer<ClientLimits.Builder>>of(
            limits -> limits.receiveMaximum(0),
            limits -> limits.inflightMax(65_536),
            limits -> limits.keepAliveMax(-1),
            limits -> limits.packetSizeMax(0),
            limits -> limits.sessionExpiryMax(0x1_0000_0000L),
            limits -> limits.mountPoint("a"),
            limits -> limits.mountPoint("$a/"),
            limits -> limits.mountPoint("+/"),
            limits -> limits.assignedClientId(""),
            limits -> limits.assignedClientId("a\0"))) {
      assertThrows(IllegalArgumentException.class, () -> limit(wrong));
    }
  }
}
