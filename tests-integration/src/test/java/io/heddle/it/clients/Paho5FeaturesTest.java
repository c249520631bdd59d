package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only MQTT 5 has, in the words of Eclipse Paho. */
@Execution(ExecutionMode.CONCURRENT)
class Paho5FeaturesTest {
  @RegisterExtension
  static final RunningImage BROKER =
      new RunningImage("subscribe.deny=test/nosubscribe", "limits.keep-alive=60s");

  private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
  private static final int SESSION_TAKEN_OVER = 0x8E;

  private static PahoPeer5 connect(Login login) throws MqttException {
    return new PahoPeer5(login, BROKER.port());
  }

  private static PahoPeer5 anybody() throws MqttException {
    return connect(Login.clean(RunningImage.name("any")));
  }

  @Test
  void userPropertiesComeInOrder() throws Exception {
    String topic = RunningImage.name("properties");
    MqttProperties properties = new MqttProperties();
    properties.setUserProperties(
        List.of(
            new UserProperty("b", "1"), new UserProperty("a", "2"), new UserProperty("b", "3")));
    properties.setContentType("text/plain");
    try (PahoPeer5 client = anybody()) {
      client.subscribe(topic, 1);
      client.publish(topic, PahoPeer5.message(Post.of(topic, "text", 1), properties));
      MqttProperties got = client.messages().next().getProperties();
      assertEquals(properties.getUserProperties(), got.getUserProperties());
      assertEquals("text/plain", got.getContentType());
    }
  }

  @Test
  void aMessageTellsAllSubscriptionIdentifiers() throws Exception {
    String topic = RunningImage.name("identified");
    try (PahoPeer5 client = anybody()) {
      client.subscribe(identifier(5), new MqttSubscription(topic, 1));
      client.subscribe(identifier(6), new MqttSubscription(topic + "/#", 2));
      client.publish(Post.of(topic, "text", 2));
      MqttMessage got = client.messages().next();
      assertEquals(Set.of(5, 6), Set.copyOf(got.getProperties().getSubscriptionIdentifiers()));
      assertEquals(2, got.getQos());
    }
  }

  private static MqttProperties identifier(int identifier) {
    MqttProperties properties = new MqttProperties();
    properties.setSubscriptionIdentifier(identifier);
    return properties;
  }

  @Test
  void aRequestIsAnswered() throws Exception {
    String requests = RunningImage.name("requests");
    String responses = RunningImage.name("responses");
    MqttProperties properties = new MqttProperties();
    properties.setResponseTopic(responses);
    properties.setCorrelationData(new byte[] {0, 1, -1});
    try (PahoPeer5 asking = anybody();
        PahoPeer5 answering = anybody()) {
      answering.subscribe(requests, 1);
      asking.subscribe(responses, 1);
      asking.publish(requests, PahoPeer5.message(Post.of(requests, "question", 1), properties));
      MqttProperties got = answering.messages().next().getProperties();
      MqttProperties back = new MqttProperties();
      back.setCorrelationData(got.getCorrelationData());
      String to = got.getResponseTopic();
      answering.publish(to, PahoPeer5.message(Post.of(to, "answer", 1), back));
      MqttMessage answer = asking.messages().next();
      assertEquals("answer", new String(answer.getPayload(), UTF_8));
      assertArrayEquals(new byte[] {0, 1, -1}, answer.getProperties().getCorrelationData());
    }
  }

  /**
   * The library does not put the topic back in place of an alias (its issue 866), so only the alias
   * is looked at.
   */
  @Test
  void theServerUsesTopicAliases() throws Exception {
    MqttConnectionOptions options = PahoPeer5.options(Login.clean(""));
    options.setTopicAliasMaximum(4);
    Post post = Post.of(RunningImage.name("aliased"), "text", 1);
    try (PahoPeer5 client = new PahoPeer5(RunningImage.name("aliasing"), BROKER.port(), options)) {
      client.subscribe(post.topic(), 1);
      client.publish(post);
      client.mail().expect(post);
      client.publish(post);
      assertEquals(1, client.messages().next().getProperties().getTopicAlias());
      assertEquals(1, client.messages().next().getProperties().getTopicAlias());
    }
  }

  @Test
  void reasonCodesTellWhatHappened() throws Exception {
    try (PahoPeer5 client = anybody()) {
      String nobody = RunningImage.name("nobody");
      MqttMessage message = PahoPeer5.message(Post.of(nobody, "text", 1), new MqttProperties());
      assertArrayEquals(new int[] {NO_MATCHING_SUBSCRIBERS}, client.publish(nobody, message));
    }
  }

  @Test
  void whoIsTakenOverIsToldSo() throws Exception {
    Login login = Login.clean(RunningImage.name("twice"));
    try (PahoPeer5 first = connect(login);
        PahoPeer5 second = connect(login)) {
      first.ends().expect(SESSION_TAKEN_OVER);
      assertTrue(second.isConnected());
    }
  }

  @Test
  void subscriptionOptionsAreObeyed() throws Exception {
    String topic = RunningImage.name("options");
    MqttSubscription subscription = new MqttSubscription(topic, 1);
    subscription.setNoLocal(true);
    subscription.setRetainAsPublished(true);
    subscription.setRetainHandling(2);
    Post kept = new Post(topic, "kept", 1, true);
    try (PahoPeer5 client = anybody();
        PahoPeer5 other = anybody()) {
      other.publish(kept);
      client.subscribe(new MqttProperties(), subscription);
      client.publish(Post.of(topic, "own", 1));
      other.publish(kept);
      client.mail().expect(kept);
    }
  }

  @Test
  void theServerAssignsAClientIdentifierAndAKeepAlive() throws Exception {
    MqttConnectionOptions options = PahoPeer5.options(Login.clean(""));
    options.setKeepAliveInterval(120);
    try (PahoPeer5 client = new PahoPeer5("", BROKER.port(), options)) {
      assertEquals(60, client.connack().getServerKeepAlive());
      assertTrue(client.connack().getAssignedClientIdentifier().length() > 0);
    }
  }
}
