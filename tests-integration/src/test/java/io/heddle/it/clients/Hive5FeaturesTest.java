package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAckReasonCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only MQTT 5 has, in the words of the HiveMQ MQTT client. */
@Execution(ExecutionMode.CONCURRENT)
class Hive5FeaturesTest {
  @RegisterExtension
  static final RunningImage BROKER =
      new RunningImage("subscribe.deny=test/nosubscribe", "limits.keep-alive=60s");

  private static HivePeer5 connect(Login login) {
    return new HivePeer5(login, BROKER.port());
  }

  private static HivePeer5 anybody() {
    return connect(Login.clean(RunningImage.name("any")));
  }

  private static HivePeer5 connect(String clientId, Mqtt5Connect connect) {
    return new HivePeer5(clientId, BROKER.port(), connect, false);
  }

  @Test
  void everyPropertyOfAMessageArrives() throws Exception {
    String topic = RunningImage.name("properties");
    Mqtt5UserProperties properties =
        Mqtt5UserProperties.of(
            Mqtt5UserProperty.of("b", "1"),
            Mqtt5UserProperty.of("a", "2"),
            Mqtt5UserProperty.of("b", "3"),
            Mqtt5UserProperty.of("", ""));
    Mqtt5Publish sent =
        HivePeer5.message(Post.of(topic, "text", 2))
            .userProperties(properties)
            .contentType("text/plain")
            .responseTopic("where/to")
            .correlationData(new byte[] {0, 1, -1})
            .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
            .messageExpiryInterval(1000)
            .build();
    try (HivePeer5 client = anybody()) {
      client.subscribe(topic, 2);
      client.client().publish(sent);
      Mqtt5Publish got = client.messages().next();
      assertEquals(sent.getUserProperties(), got.getUserProperties());
      assertEquals(sent.getContentType(), got.getContentType());
      assertEquals(sent.getResponseTopic(), got.getResponseTopic());
      assertEquals(sent.getCorrelationData(), got.getCorrelationData());
      assertEquals(sent.getPayloadFormatIndicator(), got.getPayloadFormatIndicator());
      assertTrue(got.getMessageExpiryInterval().orElse(0) > 900);
    }
  }

  @Test
  void aSharedSubscriptionGivesEachMessageToOneMember() throws Exception {
    String topic = RunningImage.name("shared");
    List<String> got = Collections.synchronizedList(new ArrayList<>());
    List<String> sent = new ArrayList<>();
    try (HivePeer5 one = anybody();
        HivePeer5 two = anybody();
        HivePeer5 publisher = anybody()) {
      for (HivePeer5 member : List.of(one, two)) {
        member.subscribe("$share/group/" + topic, 1);
        member.subscribe(topic + "/end", 1);
      }
      for (int i = 0; i < 40; i++) {
        sent.add("message " + i);
        publisher.publish(Post.of(topic, sent.getLast(), 1));
      }
      publisher.publish(Post.of(topic + "/end", "end", 1));
      for (HivePeer5 member : List.of(one, two)) {
        int before = got.size();
        for (Post post = member.mail().next();
            !post.payload().equals("end");
            post = member.mail().next()) {
          got.add(post.payload());
        }
        assertTrue(got.size() > before, "a member got nothing");
      }
    }
    assertEquals(sent.stream().sorted().toList(), got.stream().sorted().toList());
  }

  @Test
  void topicAliasesAreUsedInBothDirections() throws Exception {
    Mqtt5Connect connect =
        Mqtt5Connect.builder()
            .restrictions()
            .topicAliasMaximum(8)
            .sendTopicAliasMaximum(8)
            .applyRestrictions()
            .build();
    Post post = Post.of(RunningImage.name("aliased/with/a/topic/that/is/long"), "text", 1);
    try (HivePeer5 client = connect(RunningImage.name("aliasing"), connect)) {
      assertTrue(client.connack().getRestrictions().getTopicAliasMaximum() > 0);
      client.subscribe(post.topic(), 1);
      for (int i = 0; i < 3; i++) {
        client.publish(post);
        client.mail().expect(post);
      }
    }
  }

  @Test
  void reasonCodesTellWhatHappened() {
    try (HivePeer5 client = anybody()) {
      Post post = Post.of(RunningImage.name("nobody"), "text", 1);
      Mqtt5PublishResult result = client.client().publish(HivePeer5.message(post).build());
      var puback = assertInstanceOf(Mqtt5PublishResult.Mqtt5Qos1Result.class, result).getPubAck();
      assertEquals(Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS, puback.getReasonCode());
      var denied =
          assertThrows(Mqtt5SubAckException.class, () -> client.subscribe("test/nosubscribe", 1));
      assertEquals(
          List.of(Mqtt5SubAckReasonCode.NOT_AUTHORIZED), denied.getMqttMessage().getReasonCodes());
      var unsuback = client.client().unsubscribeWith().topicFilter("never/subscribed").send();
      assertEquals(
          List.of(Mqtt5UnsubAckReasonCode.NO_SUBSCRIPTIONS_EXISTED), unsuback.getReasonCodes());
    }
  }

  @Test
  void whoIsTakenOverIsToldSo() throws Exception {
    Login login = Login.clean(RunningImage.name("twice"));
    try (HivePeer5 first = connect(login);
        HivePeer5 second = connect(login)) {
      var end = assertInstanceOf(Mqtt5DisconnectException.class, first.ends().next());
      assertEquals(
          Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER, end.getMqttMessage().getReasonCode());
      assertTrue(second.isConnected());
    }
  }

  @Test
  void withNoLocalOwnMessagesDoNotComeBack() throws Exception {
    String topic = RunningImage.name("local");
    try (HivePeer5 client = anybody();
        HivePeer5 other = anybody()) {
      client.client().subscribeWith().topicFilter(topic).noLocal(true).send();
      client.publish(Post.of(topic, "own", 1));
      other.publish(Post.of(topic, "of another", 1));
      client.mail().expect(Post.of(topic, "of another", 1));
    }
  }

  @Test
  void retainHandlingAndRetainAsPublishedAreObeyed() throws Exception {
    String topic = RunningImage.name("retained");
    Post kept = new Post(topic, "kept", 1, true);
    try (HivePeer5 client = anybody()) {
      client.publish(kept);
      subscribe(client, topic, Mqtt5RetainHandling.DO_NOT_SEND);
      client.publish(kept);
      client.mail().expect(kept);
      subscribe(client, topic, Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST);
      client.publish(Post.of(topic, "nothing before this", 1));
      client.mail().expect(Post.of(topic, "nothing before this", 1));
      subscribe(client, topic, Mqtt5RetainHandling.SEND);
      client.mail().expect(kept);
    }
  }

  private static void subscribe(HivePeer5 client, String topic, Mqtt5RetainHandling handling) {
    client
        .client()
        .subscribeWith()
        .topicFilter(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retainHandling(handling)
        .retainAsPublished(true)
        .send();
  }

  @Test
  void noMoreThanTheReceiveMaximumIsSent() throws Exception {
    String topic = RunningImage.name("window");
    Mqtt5Connect connect =
        Mqtt5Connect.builder().restrictions().receiveMaximum(2).applyRestrictions().build();
    try (HivePeer5 slow = new HivePeer5(RunningImage.name("slow"), BROKER.port(), connect, true);
        HivePeer5 publisher = anybody()) {
      slow.subscribe(topic + "/#", 1);
      for (int i = 0; i < 4; i++) {
        publisher.publish(Post.of(topic, "message " + i, 1));
      }
      // QoS 0 needs no place in the window: what it does not overtake is on its way already.
      publisher.publish(Post.of(topic + "/now", "passes", 0));
      Mqtt5Publish first = slow.messages().next();
      Mqtt5Publish second = slow.messages().next();
      assertEquals("passes", text(slow.messages().next()));
      first.acknowledge();
      assertEquals("message 2", text(slow.messages().next()));
      second.acknowledge();
      assertEquals("message 3", text(slow.messages().next()));
      assertEquals(List.of("message 0", "message 1"), List.of(text(first), text(second)));
    }
  }

  private static String text(Mqtt5Publish publish) {
    return new String(publish.getPayloadAsBytes(), UTF_8);
  }

  @Test
  void theServerAssignsAClientIdentifierAndAKeepAlive() {
    Mqtt5Connect connect = Mqtt5Connect.builder().keepAlive(120).build();
    try (HivePeer5 client = connect("", connect)) {
      assertEquals(60, client.connack().getServerKeepAlive().orElse(0));
      assertFalse(
          client.connack().getAssignedClientIdentifier().orElseThrow().toString().isEmpty());
    }
    try (HivePeer5 client = anybody()) {
      assertEquals(Optional.empty(), client.connack().getAssignedClientIdentifier());
    }
  }
}
