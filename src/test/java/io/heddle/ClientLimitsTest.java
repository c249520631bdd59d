package io.heddle;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.ClientLimits;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each limit of a client does, and how it is told. */
class ClientLimitsTest extends OneAnswer {
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
            Property.SUBSCRIPTION_IDENTIFIERS_AVAILABLE,
            Property.RESPONSE_INFORMATION,
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
  @Tag("5.0/MQTT-3.2.2-17")
  @Tag("5.0/MQTT-3.3.2-9")
  void topicAliasMaximumIsToldAndHolds() {
    limit(limits -> limits.topicAliasMaximum(2));
    Client client = open(Version.MQTT_5_0);
    assertEquals(2, told(client, Login.v5("c")).number(Property.TOPIC_ALIAS_MAXIMUM, -1));
    client.send(aliased(2), aliased(3));
    client.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
    limit(limits -> limits.topicAliasMaximum(0));
    Client none = open(Version.MQTT_5_0);
    assertFalse(told(none, Login.v5("d")).has(Property.TOPIC_ALIAS_MAXIMUM));
    none.send(aliased(1));
    none.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
  }

  private static Packet.Publish aliased(int alias) {
    return Packets.with(
        Packets.publish("t", "x"), Packets.properties().add(Property.TOPIC_ALIAS, alias));
  }

  @Test
  void theStricterTopicAliasMaximumCounts() {
    server("limits.topic-aliases", "1");
    limit(limits -> limits.topicAliasMaximum(2));
    assertEquals(
        1, told(open(Version.MQTT_5_0), Login.v5("c")).number(Property.TOPIC_ALIAS_MAXIMUM, -1));
  }

  @Test
  @Tag("5.0/MQTT-3.9.3-2")
  void subscriptionIdentifiersAreToldAndHold() {
    limit(limits -> limits.subscriptionIdentifiers(false));
    Client client = open(Version.MQTT_5_0);
    Properties told = told(client, Login.v5("c"));
    assertEquals(0, told.number(Property.SUBSCRIPTION_IDENTIFIERS_AVAILABLE, -1));
    client.send(Packets.subscribeAs(7, client.id(), Packets.to("t", QOS_0)));
    assertEquals(
        List.of(ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED),
        client.await(Packet.Suback.class).reasons());
    client.subscribe("t", QOS_0);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-28")
  void responseInformationIsThatOfTheClient() {
    server("mqtt.response-information", "reply/%c");
    assertEquals("reply/c", asked("c"));
    limit(limits -> limits.responseInformation("pumps/%c/answers"));
    assertEquals("pumps/c/answers", asked("c"));
    assertNull(told(open(Version.MQTT_5_0), Login.v5("d")).string(Property.RESPONSE_INFORMATION));
    limit(limits -> limits.responseInformation(""));
    assertNull(asked("c"));
  }

  private @Nullable String asked(String clientId) {
    Login login = Login.v5(clientId).with(Property.REQUEST_RESPONSE_INFORMATION, 1);
    return told(open(Version.MQTT_5_0), login).string(Property.RESPONSE_INFORMATION);
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
            limits -> limits.topicAliasMaximum(-1),
            limits -> limits.topicAliasMaximum(65_536),
            limits -> limits.responseInformation("a/+"),
            limits -> limits.mountPoint("a"),
            limits -> limits.mountPoint("$a/"),
            limits -> limits.mountPoint("+/"),
            limits -> limits.assignedClientId(""),
            limits -> limits.assignedClientId("a\0"))) {
      assertThrows(IllegalArgumentException.class, () -> limit(wrong));
    }
  }
}
