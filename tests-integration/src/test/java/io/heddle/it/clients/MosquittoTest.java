package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.clients.Mosquitto.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mosquitto_pub, mosquitto_sub and mosquitto_rr, in all three versions. */
@Execution(ExecutionMode.CONCURRENT)
class MosquittoTest {
  @RegisterExtension
  static final RunningImage BROKER = new RunningImage("subscribe.deny=test/nosubscribe");

  private static Mosquitto speaking(String version) {
    return new Mosquitto(version, BROKER.port());
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31,0", "mqttv31,1", "mqttv31,2",
    "mqttv311,0", "mqttv311,1", "mqttv311,2",
    "mqttv5,0", "mqttv5,1", "mqttv5,2"
  })
  void messagesGoAndCome(String version, int qos) throws IOException {
    Post one = Post.of(RunningImage.name("topic"), "one", qos);
    Post two = Post.of(one.topic(), "two", qos);
    try (Subscriber subscriber = speaking(version).subscribe(one.topic(), 2)) {
      speaking(version).publish(one);
      // At QoS 0 mosquitto_pub ends when the message is on its way: the order of two is open.
      subscriber.expect(one);
      speaking(version).publish(two);
      subscriber.expect(one, two);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
  void versionsUnderstandEachOther(String version) throws IOException {
    Post[] posts = new Post[3];
    String topic = RunningImage.name("topic");
    try (Subscriber subscriber = speaking(version).subscribe(topic, 2)) {
      List<String> others = List.of("mqttv31", "mqttv311", "mqttv5");
      for (int i = 0; i < posts.length; i++) {
        posts[i] = Post.of(topic, "from " + others.get(i), 2);
        speaking(others.get(i)).publish(posts[i]);
      }
      subscriber.expect(posts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31,1", "mqttv31,2",
    "mqttv311,1", "mqttv311,2",
    "mqttv5,1", "mqttv5,2"
  })
  void retainedMessagesAreKeptAndCleared(String version, int qos) throws IOException {
    Mosquitto mosquitto = speaking(version);
    String topic = RunningImage.name("retained");
    Post kept = new Post(topic, "kept", qos, true);
    mosquitto.publish(kept);
    try (Subscriber late = mosquitto.subscribe(topic, 2)) {
      late.expect(kept);
    }
    mosquitto.publish(new Post(topic, "", qos, true));
    try (Subscriber later = mosquitto.subscribe(topic, 2)) {
      mosquitto.publish(Post.of(topic, "nothing before this", qos));
      later.expect(Post.of(topic, "nothing before this", qos));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31,0", "mqttv31,1", "mqttv31,2",
    "mqttv311,0", "mqttv311,1", "mqttv311,2",
    "mqttv5,0", "mqttv5,1", "mqttv5,2"
  })
  void theWillOfAKilledClientIsPublished(String version, int qos) throws IOException {
    Post will = Post.of(RunningImage.name("will"), "killed", qos);
    try (Subscriber watcher = speaking(version).subscribe(will.topic(), 2)) {
      speaking(version).subscribe(RunningImage.name("other"), 0, last(will)).close();
      watcher.expect(will);
    }
  }

  /** Ended with SIGTERM, mosquitto_sub says DISCONNECT; in MQTT 5 it asks for its Will. */
  @ParameterizedTest
  @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
  void theWillOfAClientThatLeavesIsPublishedWhenItSaysSo(String version) throws IOException {
    Post will = Post.of(RunningImage.name("will"), "left", 1);
    Post fence = Post.of(will.topic(), "fence", 1);
    try (Subscriber watcher = speaking(version).subscribe(will.topic(), 2)) {
      Subscriber leaving = speaking(version).subscribe(RunningImage.name("other"), 0, last(will));
      leaving.leave();
      leaving.close();
      if (version.equals("mqttv5")) {
        watcher.expect(will);
      } else {
        speaking(version).publish(fence);
        watcher.expect(fence);
      }
    }
  }

  private static String[] last(Post will) {
    String qos = Integer.toString(will.qos());
    return new String[] {
      "--will-topic", will.topic(), "--will-payload", will.payload(), "--will-qos", qos
    };
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31,1", "mqttv31,2",
    "mqttv311,1", "mqttv311,2",
    "mqttv5,1", "mqttv5,2"
  })
  void aSessionIsResumedWithWhatCameMeanwhile(String version, int qos) throws IOException {
    Mosquitto mosquitto = speaking(version);
    String topic = RunningImage.name("meanwhile");
    String[] kept = mosquitto.kept(RunningImage.name("kept"));
    Subscriber first = mosquitto.subscribe(topic, qos, kept);
    first.leave();
    first.close();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lines.add("post " + qos + " message " + i);
      mosquitto.publish(Post.of(topic, "message " + i, 2));
    }
    try (Subscriber again = mosquitto.subscribe("post %q %p", topic, qos, kept)) {
      again.expect(lines.toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void aDeniedSubscriptionIsTold(String version) throws IOException {
    List<String> words = List.of("-t", "test/nosubscribe");
    try (Command command = speaking(version).start("mosquitto_sub", words)) {
      command.awaitExit(Mailbox.LIMIT);
      assertTrue(command.toString().contains("denied"), command::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void aRequestIsAnswered(String version) throws Exception {
    String topic = RunningImage.name("request");
    String answers = RunningImage.name("answer");
    try (HivePeer5 responder =
        new HivePeer5(Login.clean(RunningImage.name("resp")), BROKER.port())) {
      responder.subscribe(topic, 1);
      List<String> words = List.of("-t", topic, "-e", answers, "-m", "question", "-q", "1", "-d");
      try (Command request = speaking(version).start("mosquitto_rr", words)) {
        var message = responder.messages().next();
        assertEquals("question", new String(message.getPayloadAsBytes()));
        assertEquals(version.equals("mqttv5"), message.getResponseTopic().isPresent());
        var answer = HivePeer5.message(Post.of(answers, "the answer", 1));
        message.getCorrelationData().ifPresent(answer::correlationData);
        responder.client().publish(answer.build());
        request.awaitOutput(Pattern.compile("the answer"), Mailbox.LIMIT);
        assertEquals(0, request.awaitExit(Mailbox.LIMIT));
      }
    }
  }

  @Test
  void propertiesComeAsTheyWereSent() throws IOException {
    String topic = RunningImage.name("properties");
    String[] properties = {
      "-D",
      "publish",
      "user-property",
      "b",
      "1",
      "-D",
      "publish",
      "user-property",
      "a",
      "2",
      "-D",
      "publish",
      "user-property",
      "b",
      "3",
      "-D",
      "publish",
      "content-type",
      "text/plain",
      "-D",
      "publish",
      "response-topic",
      "where/to",
      "-D",
      "publish",
      "correlation-data",
      "which",
      "-D",
      "publish",
      "payload-format-indicator",
      "1"
    };
    try (Subscriber subscriber = speaking("mqttv5").subscribe("post %P|%C|%R|%D|%F|%p", topic, 1)) {
      speaking("mqttv5").publish(Post.of(topic, "text", 1), properties);
      subscriber.expect("post b:1 a:2 b:3|text/plain|where/to|which|1|text");
    }
  }

  @Test
  void theSubscriptionIdentifierComesWithTheMessage() throws IOException {
    Post post = Post.of(RunningImage.name("identified"), "text", 1);
    String[] identifier = {"-D", "subscribe", "subscription-identifier", "268435455"};
    try (Subscriber subscriber =
        speaking("mqttv5").subscribe("post %S %p", post.topic(), 1, identifier)) {
      speaking("mqttv5").publish(post);
      subscriber.expect("post 268435455 text");
    }
  }

  @Test
  void anExpiredMessageIsNotSent() throws IOException {
    String topic = RunningImage.name("expiring");
    Mosquitto mosquitto = speaking("mqttv5");
    String[] kept = mosquitto.kept(RunningImage.name("kept"));
    Subscriber first = mosquitto.subscribe(topic, 1, kept);
    first.leave();
    first.close();
    String[] soon = {"-D", "publish", "message-expiry-interval", "0"};
    mosquitto.publish(Post.of(topic, "too late", 1), soon);
    mosquitto.publish(
        Post.of(topic, "in time", 1), "-D", "publish", "message-expiry-interval", "4294967295");
    try (Subscriber again = mosquitto.subscribe("post %p", topic, 1, kept)) {
      again.expect("post in time");
    }
  }

  @Test
  void topicAliasesAreUnderstoodAndUsed() throws IOException {
    Post post = Post.of(RunningImage.name("aliased"), "text", 1);
    String[] maximum = {"-D", "connect", "topic-alias-maximum", "4"};
    try (Subscriber subscriber =
        speaking("mqttv5").subscribe("post %A %t %p", post.topic(), 1, maximum)) {
      speaking("mqttv5").publish(post, "-D", "publish", "topic-alias", "3");
      subscriber.expect("post 1 " + post.topic() + " text");
    }
  }
}
