package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.topic.Matches;
import org.jspecify.annotations.Nullable;

/**
 * One thread's way to publish. It remembers who matched its last topic, and asks the trie again
 * only for another topic or after a change of subscriptions: most publishers say one thing all day.
 * Belongs to one thread.
 */
public final class Publisher {
  private final Router router;
  private final @Nullable Session own;
  private final Shuttle shuttle;
  private final Matches<Subscriber> matches;
  private @Nullable TopicName lastTopic;
  private long lastVersion;

  Publisher(Router router, @Nullable Session own, Shuttle shuttle, boolean mergeOverlaps) {
    this.router = router;
    this.own = own;
    this.shuttle = shuttle;
    this.matches = new Matches<>(mergeOverlaps);
  }

  /**
   * Retains the message if it asks for that, and delivers it, unless the store has no room for it.
   * Flushes nothing.
   */
  public Router.Routed publish(Message message) {
    return router.refuses(message) ? router.refused(message) : publishAnyway(message);
  }

  /**
   * Waits until everybody who is to get the message has room, as far as the policy says so; nobody
   * has it yet.
   */
  public void awaitRoom(Message message) {
    match(message);
    router.awaitRoom(message, matches, shuttle);
  }

  /** The same as {@link #publish} after {@link #awaitRoom}, without another wait. */
  public Router.Routed publishAtOnce(Message message) {
    shuttle.insist();
    try {
      return publish(message);
    } finally {
      shuttle.calm();
    }
  }

  /** The same for a message whose publisher cannot be told that there is no room for it. */
  Router.Routed publishAnyway(Message message) {
    router.retain(message, shuttle);
    match(message);
    return router.deliver(message, matches, shuttle);
  }

  private void match(Message message) {
    long version = router.version();
    if (lastTopic == null || version != lastVersion || !message.topic().equals(lastTopic)) {
      router.match(message, own, matches);
      lastTopic = message.topic();
      lastVersion = version;
    }
  }

  /** The carrier of this publisher's messages, to be flushed at the end of a batch. */
  public Shuttle shuttle() {
    return shuttle;
  }
}
