package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.subscribeAs;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared Subscriptions, section 4.8.2: each message goes to one of the group. */
class SharedSubscriptionSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");
  private final String shared = "$share/" + stage.name("g") + "/" + topic;

  private Login keeping() {
    return Login.v5(stage.name("c")).sessionExpiry(600);
  }

  private Client member(Login login, Qos qos) {
    Client client = stage.connect(login);
    client.subscribe(shared, qos);
    return client;
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-4.8.2-1")
  @Tag("5.0/MQTT-4.8.2-2")
  @Tag("5.0/MQTT-4.8.2-3")
  void eachMessageGoesToOneMemberAndToEveryOtherSubscriber(Qos qos) {
    Client one = member(keeping(), qos);
    Client two = member(keeping(), qos);
    Client plain = stage.connect();
    plain.subscribe(topic, QOS_0);
    Client otherGroup = stage.connect();
    otherGroup.subscribe("$share/" + stage.name("h") + "/" + topic, QOS_0);
    Client publisher = stage.connect();
    TreeSet<String> sent = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      sent.add("m" + i);
      publisher.publish(topic, "m" + i, QOS_2);
      plain.expectPublish(topic, "m" + i);
      otherGroup.expectPublish(topic, "m" + i);
    }
    List<String> got = new ArrayList<>();
    for (Client member : List.of(one, two)) {
      for (Packet.Publish publish : member.drain()) {
        assertEquals(qos, publish.qos());
        got.add(publish.payload().text());
      }
    }
    assertEquals(12, got.size(), got.toString());
    assertEquals(sent, new TreeSet<>(got));
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-3")
  void messageKeepsToTheQosOfTheMemberThatReceivesIt() {
    Client low = member(keeping(), QOS_0);
    Client high = member(keeping(), QOS_2);
    Client publisher = stage.connect();
    for (int i = 0; i < 10; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
    }
    List<Packet.Publish> ofLow = low.drain();
    List<Packet.Publish> ofHigh = high.drain();
    assertEquals(10, ofLow.size() + ofHigh.size());
    ofLow.forEach(each -> assertEquals(QOS_0, each.qos()));
    ofHigh.forEach(each -> assertEquals(QOS_1, each.qos()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$share/",
        "$share/g",
        "$share/g/",
        "$share//a",
        "$share/#/a",
        "$share/+/a",
        "$share/g+/a",
        "$share/a#/a"
      })
  @Tag("5.0/MQTT-4.8.2-1")
  @Tag("5.0/MQTT-4.8.2-2")
  void malformedShareIsNotGranted(String filter) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(0x82, "0001 00 '" + filter + "' 00"));
    Packet answer = client.next();
    if (answer instanceof Packet.Suback suback) {
      assertEquals(List.of(ReasonCode.TOPIC_FILTER_INVALID), suback.reasons());
    } else {
      assertTrue(((Packet.Disconnect) answer).reason().isError());
      client.expectClosed();
    }
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-1")
  void nameThatOnlyBeginsLikeAShareIsAnOrdinaryTopic() {
    Client client = stage.connect();
    String ordinary = "$shared/" + topic;
    client.subscribe(ordinary, QOS_0);
    client.send(Packets.publish(ordinary, "x"));
    client.expectPublish(ordinary, "x");
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-3")
  void sharedSubscriptionBringsNoRetainedMessages() {
    stage.connect().retain(topic, "kept", QOS_1);
    Client client = member(keeping(), QOS_1);
    client.publish(topic, "live", QOS_0);
    client.expectPublish(topic, "live");
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-3")
  void identifierOfSharedSubscriptionComesAlong() {
    Client client = stage.connect();
    client.subscribe(subscribeAs(9, 1, to(shared, QOS_1)));
    client.subscribe(subscribeAs(8, 2, to(topic, QOS_1)));
    client.publish(topic, "x", QOS_0);
    TreeSet<Integer> identifiers = new TreeSet<>();
    for (Packet.Publish publish : client.drain()) {
      for (int each : publish.properties().subscriptionIdentifiers()) {
        assertTrue(identifiers.add(each));
      }
    }
    assertEquals(new TreeSet<>(List.of(8, 9)), identifiers);
  }

  @Test
  @Tag("5.0/MQTT-4.5.0-1")
  void onlineMembersComeFirst() {
    Login away = keeping();
    member(away, QOS_1).disconnect();
    Client online = member(keeping(), QOS_1);
    Client publisher = stage.connect();
    for (int i = 0; i < 8; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
      online.receive(topic, QOS_1, "m" + i);
    }
    stage.resume(away).expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.5.0-1")
  void messagesWaitWhenEveryMemberIsAway() {
    Login away = keeping();
    member(away, QOS_1).disconnect();
    Client publisher = stage.connect();
    publisher.publish(topic, "1", QOS_1);
    publisher.publish(topic, "2", QOS_1);
    Client back = stage.resume(away);
    back.receive(topic, QOS_1, "1", "2");
    back.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.4.0-1")
  void qos1OnItsWayGoesToAnotherWhenTheSessionEnds() {
    Client first = member(Login.v5(stage.name("c")), QOS_1);
    stage.connect().publish(topic, "again", QOS_1);
    first.expectPublish(topic, "again", QOS_1);
    Client second = member(keeping(), QOS_1);
    second.expectNothingMore();
    first.vanish();
    second.receive(topic, QOS_1, "again");
    second.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-4")
  void qos2OnItsWayIsCompletedToTheSameClient() {
    Login login = keeping();
    Client chosen = member(login, QOS_2);
    stage.connect().publish(topic, "once", QOS_2);
    Packet.Publish publish = chosen.expectPublish(topic, "once", QOS_2);
    Client other = member(keeping(), QOS_2);
    chosen.vanish();
    Client back = stage.resume(login);
    assertEquals(Packets.repeated(publish), back.expectPublish(topic, "once"));
    back.acknowledge(publish);
    back.expectNothingMore();
    other.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-5")
  void qos2OnItsWayGoesToNobodyElseWhenTheSessionEnds() {
    Client chosen = member(Login.v5(stage.name("c")), QOS_2);
    Client publisher = stage.connect();
    publisher.publish(topic, "once", QOS_2);
    chosen.expectPublish(topic, "once", QOS_2);
    Client other = member(keeping(), QOS_2);
    chosen.disconnect();
    publisher.publish(topic, "next", QOS_2);
    other.receive(topic, QOS_2, "next");
    other.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.8.2-6")
  void refusedMessageIsOfferedToNobodyElse() {
    Client refusing = member(keeping(), QOS_2);
    Client publisher = stage.connect();
    publisher.publish(topic, "1", QOS_1);
    publisher.publish(topic, "2", QOS_2);
    Packet.Publish one = refusing.expectPublish(topic, "1", QOS_1);
    Packet.Publish two = refusing.expectPublish(topic, "2", QOS_2);
    Client other = member(keeping(), QOS_2);
    refusing.send(one.puback(ReasonCode.UNSPECIFIED_ERROR), two.pubrec(ReasonCode.QUOTA_EXCEEDED));
    refusing.fence();
    refusing.unsubscribe(shared);
    refusing.disconnect();
    publisher.publish(topic, "3", QOS_1);
    other.receive(topic, QOS_1, "3");
    other.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-4.5.0-1")
  void groupEndsWithItsLastMember() {
    Client client = member(keeping(), QOS_1);
    client.unsubscribe(shared);
    client.publish(topic, "nobody", QOS_1);
    client.subscribe(shared, QOS_1);
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-9")
  void memberWithoutWindowLeavesMessagesToAnother() {
    Client narrow = member(keeping().with(Property.RECEIVE_MAXIMUM, 1), QOS_1);
    Client wide = member(keeping(), QOS_1);
    Client publisher = stage.connect();
    for (int i = 0; i < 10; i++) {
      publisher.publish(topic, "m" + i, QOS_1);
    }
    int ofNarrow = narrow.drain().size();
    int ofWide = wide.drain().size();
    assertTrue(ofNarrow <= 1);
    assertEquals(10, ofNarrow + ofWide);
  }

  @Test
  @Tag("5.0/MQTT-3.8.4-3")
  void subscribingAgainDoesNotCountTwice() {
    Client client = member(keeping(), QOS_0);
    client.subscribe(shared, QOS_1);
    client.publish(topic, "once", QOS_1);
    Packet.Publish publish = client.expectPublish(topic, "once", QOS_1);
    assertFalse(publish.dup());
    client.acknowledge(publish);
    client.expectNothingMore();
  }
}
