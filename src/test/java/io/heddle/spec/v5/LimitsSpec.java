package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that offers less than it could: CONNACK says so, and who asks for more is refused. */
class LimitsSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with(
          "mqtt.maximum-qos", "1",
          "mqtt.retain", "false",
          "mqtt.wildcard-subscriptions", "false",
          "mqtt.shared-subscriptions", "false",
          "mqtt.subscription-identifiers", "false",
          "limits.packet-size", "1024",
          "limits.receive-maximum", "3",
          "limits.client-id-length", "40",
          "limits.topic-aliases", "0",
          "session.expiry-max", "1h");

  @Test
  @Tag("5.0/MQTT-3.2.2-9")
  void connackTellsWhatIsOnOffer() {
    Properties told = stage.open().connect(Login.v5(stage.name("c"))).properties();
    assertEquals(1, told.number(Property.MAXIMUM_QOS, 2));
    assertEquals(0, told.number(Property.RETAIN_AVAILABLE, 1));
    assertEquals(0, told.number(Property.WILDCARD_SUBSCRIPTION_AVAILABLE, 1));
    assertEquals(0, told.number(Property.SHARED_SUBSCRIPTION_AVAILABLE, 1));
    assertEquals(0, told.number(Property.SUBSCRIPTION_IDENTIFIERS_AVAILABLE, 1));
    assertEquals(1024, told.number(Property.MAXIMUM_PACKET_SIZE, -1));
    assertEquals(3, told.number(Property.RECEIVE_MAXIMUM, 65_535));
    assertEquals(0, told.number(Property.TOPIC_ALIAS_MAXIMUM, 0));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.2.2-10")
  @Tag("5.0/MQTT-3.8.4-7")
  void subscriptionsOfEveryQosAreAccepted(Qos qos) {
    String topic = stage.name("t");
    Client client = stage.connect();
    client.send(Packets.subscribe(1, Packets.to(topic, qos)));
    ReasonCode granted = client.expect(Packet.Suback.class).reasons().getFirst();
    assertEquals(ReasonCode.granted(qos.min(QOS_1)), granted);
    client.publish(topic, "x", QOS_1);
    client.expectPublish(topic, "x", qos.min(QOS_1));
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-11")
  void publishAboveMaximumQosIsRefused() {
    Client client = stage.connect();
    client.send(publish(stage.name("t"), "x", QOS_2, 1));
    client.expectDisconnect(ReasonCode.QOS_NOT_SUPPORTED);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-12")
  void willAboveMaximumQosIsRefused() {
    Client client = stage.open();
    client.send(Login.v5(stage.name("c")).will(stage.name("t"), "x", QOS_2).packet());
    client.expectRefused(ReasonCode.QOS_NOT_SUPPORTED);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-13")
  void retainedWillIsRefused() {
    Will will =
        new Will(TopicName.of(stage.name("t")), Bytes.utf8("x"), QOS_0, true, Properties.NONE, 0);
    Client client = stage.open();
    client.send(Login.v5(stage.name("c")).will(will).packet());
    client.expectRefused(ReasonCode.RETAIN_NOT_SUPPORTED);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-14")
  void retainedPublishIsRefused() {
    Client client = stage.connect();
    client.send(Packets.retained(publish(stage.name("t"), "x")));
    client.expectDisconnect(ReasonCode.RETAIN_NOT_SUPPORTED);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-15")
  void largerPacketIsRefused() {
    String topic = stage.name("t");
    Client client = stage.connect();
    int overhead = 1 + 2 + 2 + topic.length() + 1;
    client.subscribe(topic, QOS_0);
    client.publish(topic, "x".repeat(1024 - overhead), QOS_0);
    client.expectPublish(topic, "x".repeat(1024 - overhead));
    assertEquals(1024, client.frame().length);
    client.send(publish(topic, "x".repeat(1025 - overhead)));
    client.expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-15")
  void largerPacketIsRefusedBeforeItIsThere() {
    Client client = stage.connect();
    client.sendRaw("30 FFFFFF7F");
    client.expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-18")
  void noAliasWhereNoneIsAllowed() {
    Client client = stage.connect();
    client.send(
        Packets.with(
            publish(stage.name("t"), "x"), Packets.properties().add(Property.TOPIC_ALIAS, 1)));
    client.expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-8")
  @Tag("5.0/MQTT-3.2.2-7")
  void longerClientIdIsRefused() {
    stage.connect(Login.v5("x".repeat(40))).disconnect();
    Client client = stage.open();
    client.send(Login.v5("x".repeat(41)).packet());
    client.expectRefused(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-7")
  @Tag("5.0/MQTT-3.9.3-2")
  void subscriptionsOfKindsNotOnOfferAreRefusedInSuback() {
    Client client = stage.connect();
    client.send(
        Packets.subscribe(
            1,
            Packets.to("a/+", QOS_0),
            Packets.to("$share/g/a", QOS_0),
            Packets.to(stage.name("t"), QOS_0)));
    assertEquals(
        List.of(
            ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED,
            ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
            ReasonCode.SUCCESS),
        client.expect(Packet.Suback.class).reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.9.3-2")
  void subscriptionIdentifierNotOnOfferIsRefused() {
    Client client = stage.connect();
    client.send(Packets.subscribeAs(7, 1, Packets.to(stage.name("t"), QOS_0)));
    Packet answer = client.next();
    if (answer instanceof Packet.Suback suback) {
      assertEquals(List.of(ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED), suback.reasons());
    } else {
      assertEquals(
          Packets.disconnect(ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED).reason(),
          ((Packet.Disconnect) answer).reason());
      client.expectClosed();
    }
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-23")
  void sessionExpiryIsCappedAndTold() {
    Client client = stage.open();
    Properties told =
        client.connect(Login.v5(stage.name("c")).sessionExpiry(4_294_967_295L)).properties();
    assertEquals(3600, told.number(Property.SESSION_EXPIRY_INTERVAL, -1));
  }
}
