package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Delivery;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import io.heddle.session.Feed;
import io.heddle.session.Kept;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import io.heddle.topic.RetainedTree;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The retained messages, within their limits. Safe for use by any thread. */
public final class RetainedStore {
  /** Topics that a feed looks at in one go: it holds its session's lock meanwhile. */
  private static final int LOOKS = 256;

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
    } else if (isStoreFull() && !isServers(message)) {
      tree.remove(message.topic());
      shuttle.mark(store.mark());
      refused(message);
      return false;
    } else if (hasRoom(message)) {
      tree.put(message, isServers(message) ? 0 : shuttle.body(message, store));
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
  private static boolean isServers(Message message) {
    return message.topic().value().startsWith("$SYS/");
  }

  /** One that an earlier process kept, whatever the limits; it comes with a hold of its body. */
  void restore(Kept.Retained kept) {
    tree.put(kept.message(), kept.body());
    store.letGo(kept.body());
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  void stateAgain() {
    tree.tellAgain();
  }

  /** Whether there is no room on the disk for more. */
  boolean isStoreFull() {
    return store.isFull();
  }

  /** Counts a message for which there is no room on the disk. */
  void refused(Message message) {
    drops.dropped(DropReason.STORE_FULL, message, message.qos(), message.publisher());
  }

  private boolean hasRoom(Message message) {
    boolean plenty =
        tree.count() < options.retainedMessages()
            && tree.bytes() + message.weight() <= options.retainedBytes();
    if (plenty) {
      return true;
    }
    RetainedTree.Retained old = tree.get(message.topic());
    return old != null
        && tree.bytes() - old.message().weight() + message.weight() <= options.retainedBytes();
  }

  /**
   * What a new subscription is to get: the messages that were kept before it became known to
   * publishers; later ones come live.
   */
  Feed feed(Subscription subscription, Session session) {
    return new RetainedFeed(
        subscription, session, tree.sequence(), tree.cursor(subscription.filter()));
  }

  /** Forgets what is expired. */
  void sweep() {
    long now = clock.millis();
    tree.removeIf(message -> message.isExpired(now));
  }

  /** The message kept for a topic, or null. */
  public RetainedTree.@Nullable Retained get(TopicName topic) {
    return tree.get(topic);
  }

  /** Forgets the message of a topic; false when there was none. */
  public boolean remove(TopicName topic) {
    return tree.remove(topic) != null;
  }

  /** Forgets all but those under {@code $SYS}, which are published again only when they change. */
  public int clear() {
    return tree.removeIf(message -> !isServers(message));
  }

  /** All, in no order; weakly consistent. */
  public Stream<Message> all() {
    return tree.all();
  }

  /** Those that a filter matches, each read when it is asked for. */
  public Stream<Message> matching(TopicFilter filter) {
    return matching(filter, "");
  }

  /** Those of them that come behind a topic; all for an empty text. */
  public Stream<Message> matching(TopicFilter filter, String topic) {
    RetainedTree.Cursor cursor = tree.cursor(filter, topic);
    return Stream.generate(cursor::next)
        .takeWhile(Objects::nonNull)
        .map(RetainedTree.Retained::message);
  }

  /** How many there are. */
  public int count() {
    return tree.count();
  }

  /** Their bytes, by {@link Message#weight}. */
  public long bytes() {
    return tree.bytes();
  }

  private final class RetainedFeed implements Feed {
    private final Subscription subscription;
    private final Session session;
    private final long upTo;
    private final RetainedTree.Cursor cursor;
    private final int[] identifiers;

    RetainedFeed(
        Subscription subscription, Session session, long upTo, RetainedTree.Cursor cursor) {
      this.subscription = subscription;
      this.session = session;
      this.upTo = upTo;
      this.cursor = cursor;
      this.identifiers = subscription.identifiers();
    }

    @Override
    public TopicFilter filter() {
      return subscription.filter();
    }

    @Override
    public @Nullable Delivery next() {
      int looks = LOOKS;
      while (looks > 0 && !cursor.atEnd()) {
        RetainedTree.Retained retained = cursor.next(looks);
        if (retained == null) {
          return null;
        }
        if (isWanted(retained)) {
          Qos qos = retained.message().qos().min(subscription.qos());
          return new Delivery(retained.message(), Terms.of(qos, true, identifiers), null);
        }
        looks--;
      }
      return null;
    }

    private boolean isWanted(RetainedTree.Retained retained) {
      Message message = retained.message();
      boolean own = subscription.noLocal() && message.publisher().equals(session.clientId());
      boolean wanted = retained.sequence() <= upTo && !own && !message.isExpired(clock.millis());
      if (wanted && !session.permit().covers(message.topic())) {
        Qos qos = subscription.qos().min(message.qos());
        session.drops().dropped(DropReason.READ_DENIED, message, qos, session.clientId());
        return false;
      }
      return wanted;
    }

    @Override
    public boolean atEnd() {
      return cursor.atEnd();
    }
  }
}
