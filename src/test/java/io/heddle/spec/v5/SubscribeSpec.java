package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.noLocal;
import static io.heddle.spec.Packets.subscribeAs;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SUBSCRIBE and SUBACK, and which messages a subscription brings. */
class SubscribeSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  @Test
  @Tag("5.0/MQTT-3.8.4-1")
  @Tag("5.0/MQTT-3.8.4-2")
  @Tag("5.0/MQTT-2.2.1-6")
  @Tag("5.0/MQTT-3.8.4-5")
  @Tag("5.0/MQTT-3.8.4-6")
  @Tag("5.0/MQTT-3.8.4-7")
  @Tag("5.0/MQTT-3.9.3-1")
  @Tag("5.0/MQTT-3.9.3-2")
  void oneSubackAnswersAllFiltersInOrder() {
    Client client = stage.connect();
    client.send(
        Packets.subscribe(
            0xFFFE, to(topic + "/2", QOS_2), to(topic + "/0", QOS_0), to(topic + "/1", QOS_1)));
    Packet.Suback suback = client.expect(Packet.Suback.class);
    assertEquals(0xFFFE, suback.packetId());
    assertEquals(
        List.of(ReasonCode.GRANTED_QOS_2, ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1),
        suback.reasons());
    client.expectNothingMore();
    Client publisher = stage.connect();
    for (String leaf : new String[] {"/0", "/1", "/2"}) {
      publisher.publish(topic + leaf, leaf, QOS_2);
    }
    client.receive(topic + "/0", QOS_0, "/0");
    client.receive(topic + "/1", QOS_1, "/1");
    client.receive(topic + "/2", QOS_2, "/2");
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-6")
  @Tag("5.0/MQTT-3.9.3-1")
  void hundredsOfFiltersGetAsManyCodes() {
    Client client = stage.connect();
    List<Subscription> many = new ArrayList<>();
    List<ReasonCode> codes = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(to(topic + "/" + i, Qos.of(i % 3)));
      codes.add(ReasonCode.granted(Qos.of(i % 3)));
    }
    client.send(Packets.subscribe(1, many.toArray(Subscription[]::new)));
    assertEquals(codes, client.expect(Packet.Suback.class).reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.8.3-2")
  void subscribeWithoutFilterIsRefused() {
    Client client = stage.connect();
    client.sendRaw("82 {0001 00}");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40", "80", "C0", "41", "82"})
  @Tag("5.0/MQTT-3.8.3-5")
  void reservedOptionBitsAreMalformed(String options) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(0x82, "0001 00 'a' " + options));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "30", "31"})
  @Tag("5.0/MQTT-4.13.1-1")
  void optionValueThreeIsRefused(String options) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(0x82, "0001 00 'a' " + options));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-3.8.3-3")
  void noLocalKeepsOwnMessagesAway() {
    Client client = stage.connect();
    client.subscribe(noLocal(to(topic, QOS_1)));
    client.publish(topic, "own", QOS_1);
    stage.connect().publish(topic, "another's", QOS_1);
    client.receive(topic, QOS_1, "another's");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.8.3-3")
  void noLocalGoesByClientIdAndNotByConnection() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.subscribe(noLocal(to(topic, QOS_1)));
    client.disconnect();
    Client back = stage.resume(login);
    back.publish(topic, "own", QOS_1);
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.8.3-3")
  void noLocalOfOneSubscriptionDoesNotSilenceAnother() {
    Client client = stage.connect();
    client.subscribe(noLocal(to(topic + "/#", QOS_2)));
    client.subscribe(to(topic + "/a", QOS_0));
    client.send(Packets.publish(topic + "/a", "own"));
    client.expectPublish(topic + "/a", "own");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.8.3-4")
  void noLocalOnSharedSubscriptionIsProtocolError() {
    Client client = stage.connect();
    client.sendRaw("82 {0001 00 '$share/g/a' 04}");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-3")
  void sameFilterReplacesTheSubscription() {
    Client client = stage.connect();
    client.subscribe(subscribeAs(1, 1, to(topic, QOS_2)));
    client.subscribe(subscribeAs(2, 2, to(topic, QOS_1)));
    stage.connect().publish(topic, "once", QOS_2);
    Packet.Publish publish = client.expectPublish(topic, "once", QOS_1);
    assertEquals(List.of(2), identifiers(publish));
    client.subscribe(to(topic, QOS_0));
    stage.connect().publish(topic, "again", QOS_2);
    assertEquals(List.of(), identifiers(client.expectPublish(topic, "again", QOS_0)));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-4")
  void replacementLosesNoMessages() {
    Client client = stage.connect();
    client.subscribe(to(topic, QOS_1));
    Client publisher = stage.connect();
    for (int i = 0; i < 15; i++) {
      publisher.send(Packets.publish(topic, "m" + i, QOS_1, i + 1));
      client.send(Packets.subscribe(100 + i, to(topic, QOS_1)));
    }
    publisher.fence();
    for (int i = 0; i < 15; i++) {
      assertEquals("m" + i, client.await(Packet.Publish.class).payload().text());
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-2")
  @Tag("5.0/MQTT-3.3.4-3")
  @Tag("5.0/MQTT-3.3.4-4")
  void overlapIsOneCopyAtTheHighestQosWithAllIdentifiers() {
    Client client = stage.connect();
    client.subscribe(subscribeAs(10, 1, to(topic + "/#", QOS_1)));
    client.subscribe(subscribeAs(20, 2, to(topic + "/+", QOS_2)));
    client.subscribe(subscribeAs(30, 3, to(topic + "/a", QOS_0)));
    client.subscribe(to(topic + "/a/#", QOS_0));
    stage.connect().publish(topic + "/a", "x", QOS_2);
    Packet.Publish publish = client.expectPublish(topic + "/a", "x", QOS_2);
    assertEquals(List.of(10, 20, 30), identifiers(publish));
    client.acknowledge(publish);
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-3")
  void sameIdentifierMayStandForSeveralSubscriptions() {
    Client client = stage.connect();
    client.subscribe(subscribeAs(5, 1, to(topic + "/a", QOS_1), to(topic + "/b", QOS_1)));
    Client publisher = stage.connect();
    publisher.publish(topic + "/a", "x", QOS_1);
    publisher.publish(topic + "/b", "y", QOS_1);
    assertEquals(List.of(5), identifiers(client.expectPublish(topic + "/a", "x")));
    assertEquals(List.of(5), identifiers(client.expectPublish(topic + "/b", "y")));
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-3")
  @Tag("5.0/MQTT-3.1.2-5")
  void identifiersAreOfTheSession() {
    Login login = Login.v5(stage.name("c")).sessionExpiry(600);
    Client client = stage.connect(login);
    client.subscribe(subscribeAs(77, 1, to(topic, QOS_1)));
    client.disconnect();
    stage.connect().publish(topic, "x", QOS_1);
    assertEquals(List.of(77), identifiers(stage.resume(login).expectPublish(topic, "x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{0B 00}", "{0B 01 0B 02}", "{0B 01 0B 01}", "{0B FF FF FF FF 01}"})
  @Tag("5.0/MQTT-4.13.1-1")
  void subscriptionIdentifierIsOneFrom1(String properties) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(0x82, "0001 " + properties + " 'a' 00"));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR, ReasonCode.MALFORMED_PACKET);
  }

  private static List<Integer> identifiers(Packet.Publish publish) {
    return Arrays.stream(publish.properties().subscriptionIdentifiers()).sorted().boxed().toList();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-6")
  void clientsPublishHasNoSubscriptionIdentifier() {
    Client client = stage.connect();
    client.send(
        Packets.with(
            Packets.publish(topic, "x"),
            Packets.properties().add(Property.SUBSCRIPTION_IDENTIFIER, 1)));
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }
}
