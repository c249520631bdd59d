package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import io.heddle.session.Feed;
import io.heddle.session.Kept;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import io.heddle.topic.Retained;
import io.heddle.topic.RetainedTree;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The retained messages, within their limits. Safe for use by any thread. */
public final class RetainedStore {
  private final RetainedTree tree;
  private final BrokerOptions options;
  private final InstantSource clock;
  private final Drops drops;
  private final SessionStore store;

  /** None is kept elsewhere. */
  RetainedStore(BrokerOptions options, InstantSource clock, Drops drops) {
    this(options, clock, drops, SessionStore.NONE);
  }

  RetainedStore(BrokerOptions options, InstantSource clock, Drops drops, SessionStore store) {
    this.store = store;
    this.tree = new RetainedTree(new RetainedJournal(store));
    this.options = options;
    this.drops = drops;
    this.clock = clock;
  }

  /**
   * Keeps a message in place of the last one of its topic, or forgets that one when the payload is
   * empty {@code [MQTT-3.3.1-6] [MQTT-3.3.1-7]}. A message that a limit forbids to keep is counted
   * as dropped; the older one of its topic is forgotten too, because it is no longer true.
   *
   * @param shuttle is marked: nobody is to be told before this is safe
   * @return false for such a one
   */
  public boolean keep(Message message, Shuttle shuttle) {
    if (message.payload().isEmpty()) {
      tree.remove(message.topic());
      shuttle.mark(store.mark());
      return true;
    } else if (isStoreFull() && !isServers(message.topic().value())) {
      tree.remove(message.topic());
      shuttle.mark(store.mark());
      refused(message);
      return false;
    } else if (hasRoom(message.topic(), message.weight())) {
      put(message, isServers(message.topic().value()) ? 0 : shuttle.body(message, store));
      shuttle.mark(store.mark());
      return true;
    } else {
      tree.remove(message.topic());
      shuttle.mark(store.mark());
      drops.dropped(DropReason.RETAINED_FULL, message, message.qos(), message.publisher());
      return false;
    }
  }

  /** What the server says of itself is true for this process alone. */
  private static boolean isServers(String topic) {
    return topic.startsWith("$SYS/");
  }

  /** Above the budget a message that is on disk is there alone. */
  private void put(Message message, long body) {
    if (body == 0 || fitsInMemory(message.weight())) {
      tree.put(message, body);
    } else {
      tree.putPlace(message.topic().value(), message.weight(), message.expiresAt(), body);
    }
  }

  private boolean fitsInMemory(int weight) {
    return tree.inMemory() + weight <= options.retainedMemory();
  }

  /** One that an earlier process kept, whatever the limits; it comes with a hold of its body. */
  void restore(Kept.Retained kept) {
    Message message = fitsInMemory(kept.weight()) ? store.read(kept.body()) : null;
    if (message != null) {
      tree.put(message, kept.body());
    } else {
      tree.putPlace(kept.topic(), kept.weight(), kept.expiresAt(), kept.body());
    }
    store.letGo(kept.body());
  }

  /** The message itself, from the disk if need be; null when it is no more. Blocks. */
  @Nullable Message read(String topic, Retained retained) {
    Message message = retained.message();
    if (message != null) {
      return message;
    }
    Message read = store.read(retained.body());
    if (read == null && tree.remove(topic, retained)) {
      damaged(retained);
    }
    return read;
  }

  /** Whether it is still the one of its topic. */
  @SuppressWarnings("ReferenceEquality") // an equal message stored since is another one
  boolean isCurrent(String topic, Retained retained) {
    return tree.get(topic) == retained;
  }

  /** Has that run on the thread that may block. */
  void readAhead(LongConsumer reading) {
    store.readAhead(reading);
  }

  long now() {
    return clock.millis();
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  void stateAgain() {
    tree.tellAgain();
  }

  /** Forgets the messages with these numbers, which the store has lost. */
  void giveUp(Set<Long> lost) {
    tree.removeIf((topic, retained) -> lost.contains(retained.body()), this::damaged);
  }

  private void damaged(Retained retained) {
    Message message = retained.message();
    if (message == null) {
      drops.dropped(DropReason.STORE_DAMAGED, Qos.AT_MOST_ONCE, 1);
    } else {
      drops.dropped(DropReason.STORE_DAMAGED, message, message.qos(), message.publisher());
    }
  }

  /**
   * Whether a message would be kept; nothing changes.
   *
   * @param empty the message without its payload
   * @param payload the bytes of that
   */
  public boolean wouldKeep(Message empty, long payload) {
    int weight = (int) Math.min(Integer.MAX_VALUE, empty.weight() + payload);
    return !isStoreFull() && hasRoom(empty.topic(), weight);
  }

  /** Whether there is no room on the disk for more. */
  public boolean isStoreFull() {
    return store.isFull();
  }

  /** Counts a message for which there is no room on the disk. */
  void refused(Message message) {
    drops.dropped(DropReason.STORE_FULL, message, message.qos(), message.publisher());
  }

  private boolean hasRoom(TopicName topic, int weight) {
    boolean plenty =
        tree.count() < options.retainedMessages()
            && tree.bytes() + weight <= options.retainedBytes();
    if (plenty) {
      return true;
    }
    Retained old = tree.get(topic.value());
    return old != null && tree.bytes() - old.weight() + weight <= options.retainedBytes();
  }

  /**
   * What a new subscription is to get: the messages that were kept before it became known to
   * publishers; later ones come live.
   */
  Feed feed(Subscription subscription, Session session) {
    return new RetainedFeed(
        this, subscription, session, tree.sequence(), tree.cursor(subscription.filter()));
  }

  /** Forgets what is expired. */
  void sweep() {
    long now = clock.millis();
    tree.removeIf((topic, retained) -> retained.isExpired(now), gone -> {});
  }

  /** The message kept for a topic, or null. Blocks. */
  public @Nullable Message get(TopicName topic) {
    Retained retained = tree.get(topic.value());
    return retained == null ? null : read(topic.value(), retained);
  }

  /** Forgets the message of a topic; false when there was none. */
  public boolean remove(TopicName topic) {
    return tree.remove(topic) != null;
  }

  /** Forgets all but those under {@code $SYS}, which are published again only when they change. */
  public int clear() {
    return tree.removeIf((topic, retained) -> !isServers(topic), gone -> {});
  }

  /** All, in no order, each read when it is asked for; weakly consistent. Blocks. */
  public Stream<Message> all() {
    return tree.topics().map(TopicName::of).map(this::get).filter(Objects::nonNull);
  }

  /** Those that a filter matches, each read when it is asked for. Blocks. */
  public Stream<Message> matching(TopicFilter filter) {
    return matching(filter, "");
  }

  /** Those of them that come behind a topic; all for an empty text. */
  public Stream<Message> matching(TopicFilter filter, String topic) {
    RetainedTree.Cursor cursor = tree.cursor(filter, topic);
    return Stream.generate(cursor::next)
        .takeWhile(Objects::nonNull)
        .map(retained -> read(cursor.position(), retained))
        .filter(Objects::nonNull);
  }

  /** How many there are. */
  public int count() {
    return tree.count();
  }

  /** Their bytes, by {@link Message#weight}. */
  public long bytes() {
    return tree.bytes();
  }
}
