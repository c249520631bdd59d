package io.heddle;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who a client is by its limits, until when, and where it is sent instead. */
class ClientTermsTest extends OneAnswer {
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
    Login least = Login.v5("c").with(Property.MAXIMUM_PACKET_SIZE, 20);
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
}
