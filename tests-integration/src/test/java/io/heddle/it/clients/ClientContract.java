package io.heddle.it.clients;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client of any version and library can do with the broker. A test class says which client;
 * its tests run at once, because Paho takes a third of a second to start its threads.
 */
interface ClientContract {
  /** The broker of the test class. */
  RunningImage broker();

  /** A client that was accepted; it connects to this port. */
  Peer connect(Login login, int port) throws Exception;

  /** Whether the version has the Session Present flag. */
  default boolean tellsSessionPresent() {
    return true;
  }

  private Peer connect(Login login) throws Exception {
    return connect(login, broker().port());
  }

  private Peer anybody() throws Exception {
    return connect(Login.clean(RunningImage.name("any")));
  }

  @ParameterizedTest(name = "published at {0}, subscribed at {1}")
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"})
  default void messagesGoAndCome(int published, int subscribed) throws Exception {
    String root = RunningImage.name("round");
    String topic = root + "/trip/there";
    try (Peer subscriber = anybody();
        Peer publisher = anybody()) {
      subscriber.subscribe(root + "/+/#", subscribed);
      publisher.publish(Post.of(topic, "first", published));
      publisher.publish(Post.of(topic, "", published));
      publisher.publish(Post.of(topic, "Zürich 🧵", published));
      int qos = Math.min(published, subscribed);
      subscriber
          .mail()
          .expect(
              Post.of(topic, "first", qos),
              Post.of(topic, "", qos),
              Post.of(topic, "Zürich 🧵", qos));
      subscriber.disconnect();
      publisher.disconnect();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  default void manyMessagesComeInOrder(int qos) throws Exception {
    String topic = RunningImage.name("many");
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      posts.add(Post.of(topic, "message " + i, qos));
    }
    try (Peer subscriber = anybody();
        Peer publisher = anybody()) {
      subscriber.subscribe(topic, 2);
      for (Post post : posts) {
        publisher.publish(post);
      }
      subscriber.mail().expect(posts.toArray(Post[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  default void aLargeMessageComesWhole(int qos) throws Exception {
    Post large = Post.of(RunningImage.name("large"), "0123456789".repeat(100_000), qos);
    try (Peer client = anybody()) {
      client.subscribe(large.topic(), 2);
      client.publish(large);
      client.mail().expect(large);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  default void aRetainedMessageIsKeptReplacedAndCleared(int qos) throws Exception {
    String topic = RunningImage.name("retained");
    try (Peer publisher = anybody()) {
      publisher.subscribe(topic, 2);
      publisher.publish(new Post(topic, "old", qos, true));
      publisher.publish(new Post(topic, "new", qos, true));
      publisher.mail().expect(Post.of(topic, "old", qos), Post.of(topic, "new", qos));
      try (Peer late = anybody()) {
        late.subscribe(topic, 2);
        late.mail().expect(new Post(topic, "new", qos, true));
        publisher.publish(new Post(topic, "", qos, true));
        late.mail().expect(Post.of(topic, "", qos));
      }
      try (Peer later = anybody()) {
        later.subscribe(topic, 2);
        later.publish(Post.of(topic, "nothing before this", qos));
        later.mail().expect(Post.of(topic, "nothing before this", qos));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  default void theWillOfAClientThatVanishesIsPublished(int qos) throws Exception {
    Post will = Post.of(RunningImage.name("will"), "farewell", qos);
    try (Peer watcher = anybody();
        Cable cable = new Cable(broker().port());
        Peer dying = connect(Login.clean(RunningImage.name("dying")).with(will), cable.port())) {
      watcher.subscribe(will.topic(), 2);
      cable.pull();
      watcher.mail().expect(will);
      await().atMost(Mailbox.LIMIT).until(() -> !dying.isConnected());
    }
  }

  @Test
  default void aRetainedWillIsKept() throws Exception {
    Post will = new Post(RunningImage.name("will"), "gone", 1, true);
    String id = RunningImage.name("dying");
    try (Peer watcher = anybody();
        Cable cable = new Cable(broker().port());
        Peer dying = connect(Login.clean(id).with(will), cable.port())) {
      watcher.subscribe(will.topic(), 2);
      assertTrue(dying.isConnected());
      cable.pull();
      watcher.mail().expect(Post.of(will.topic(), "gone", 1));
      try (Peer late = anybody()) {
        late.subscribe(will.topic(), 2);
        late.mail().expect(will);
      }
    }
  }

  @Test
  default void theWillOfAClientThatLeavesIsForgotten() throws Exception {
    Post will = Post.of(RunningImage.name("will"), "farewell", 1);
    try (Peer watcher = anybody();
        Peer leaving = connect(Login.clean(RunningImage.name("leaving")).with(will))) {
      watcher.subscribe(will.topic(), 2);
      leaving.disconnect();
      watcher.publish(Post.of(will.topic(), "nothing before this", 1));
      watcher.mail().expect(Post.of(will.topic(), "nothing before this", 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  default void aSessionIsResumedWithWhatCameMeanwhile(int qos) throws Exception {
    Login login = Login.kept(RunningImage.name("kept"));
    String topic = RunningImage.name("meanwhile");
    try (Peer client = connect(login)) {
      assertFalse(client.sessionPresent());
      client.subscribe(topic, 2);
      client.disconnect();
    }
    Post[] posts = new Post[20];
    try (Peer publisher = anybody()) {
      for (int i = 0; i < posts.length; i++) {
        posts[i] = Post.of(topic, "message " + i, qos);
        publisher.publish(posts[i]);
      }
    }
    try (Peer client = connect(login)) {
      assertEquals(tellsSessionPresent(), client.sessionPresent());
      client.mail().expect(posts);
      client.publish(Post.of(topic, "still subscribed", 0));
      client.mail().expect(Post.of(topic, "still subscribed", 0));
      client.disconnect();
    }
    try (Peer client = connect(Login.clean(login.clientId()))) {
      assertFalse(client.sessionPresent());
    }
  }

  @Test
  default void aSessionIsResumedAfterTheConnectionWasLost() throws Exception {
    Login login = Login.kept(RunningImage.name("kept"));
    String topic = RunningImage.name("meanwhile");
    Post will = Post.of(RunningImage.name("will"), "lost", 0);
    try (Peer publisher = anybody();
        Cable cable = new Cable(broker().port());
        Peer client = connect(login.with(will), cable.port())) {
      publisher.subscribe(will.topic(), 0);
      client.subscribe(topic, 2);
      cable.pull();
      publisher.mail().expect(will);
      publisher.publish(Post.of(topic, "one", 1));
      publisher.publish(Post.of(topic, "two", 2));
    }
    try (Peer client = connect(login)) {
      assertEquals(tellsSessionPresent(), client.sessionPresent());
      client.mail().expect(Post.of(topic, "one", 1), Post.of(topic, "two", 2));
    }
  }

  @Test
  default void whoUnsubscribesGetsNothingMore() throws Exception {
    String topic = RunningImage.name("unsubscribed");
    String other = RunningImage.name("other");
    try (Peer client = anybody()) {
      client.subscribe(topic, 1);
      client.subscribe(other, 1);
      client.unsubscribe(topic);
      client.publish(Post.of(topic, "to nobody", 1));
      client.publish(Post.of(other, "nothing before this", 1));
      client.mail().expect(Post.of(other, "nothing before this", 1));
    }
  }

  @Test
  default void theLaterOfTwoWithOneClientIdentifierStays() throws Exception {
    String id = RunningImage.name("twice");
    String topic = RunningImage.name("topic");
    try (Peer first = connect(Login.clean(id));
        Peer second = connect(Login.clean(id))) {
      await().atMost(Mailbox.LIMIT).until(() -> !first.isConnected());
      second.subscribe(topic, 1);
      second.publish(Post.of(topic, "here", 1));
      second.mail().expect(Post.of(topic, "here", 1));
    }
  }
}
