package io.heddle.topic;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The retained message of each topic. Safe for any number of threads.
 *
 * <p>It is a tree in what it does, not in how it is kept. {@code messages} is the truth: topic to
 * message, found by hash, for topics are written and read one by one far more often than by
 * wildcard. {@code order} is the same topics sorted level by level, so that all below a level lie
 * together; a wildcard filter is a sequence of stretches in it, and a {@link Cursor} jumps from one
 * to the next. Compared with a trie this takes a third of the memory, and the place of a cursor is
 * a text, which can be stored and taken up again after a restart.
 *
 * <p>A topic enters and leaves {@code order} inside the map's atomic step for that topic. So at
 * rest the two agree, and a topic that stays is in both without interruption: a cursor, which only
 * moves forward, returns it exactly once. One that the cursor finds in {@code order} but no more in
 * {@code messages} is just being removed, and is passed over.
 *
 * <p>The sequence number is drawn inside the atomic step too, so the messages of one topic replace
 * each other in the order of their numbers. Why a change ends with a fence is said in {@link
 * SubscriptionTrie}.
 *
 * <p>Guards: both maps and the counters are concurrent; the atomic step of {@code messages} guards
 * that a topic is in {@code order} if and only if it is in {@code messages}.
 */
public final class RetainedTree {
  private final ConcurrentHashMap<String, Retained> messages = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<String> order =
      new ConcurrentSkipListSet<>(TopicOrder.LEVEL_BY_LEVEL);
  private final AtomicLong sequence = new AtomicLong();
  private final RetainedWeight weight = new RetainedWeight();

  private final RetainedWatch watch;

  /** Held for reading while a message is put in. */
  private final ReentrantReadWriteLock changing = new ReentrantReadWriteLock();

  /** An empty tree. */
  public RetainedTree() {
    this(RetainedWatch.NONE);
  }

  /** An empty tree whose changes are told. */
  public RetainedTree(RetainedWatch watch) {
    this.watch = watch;
  }

  /** Stores a message that is kept nowhere else, as {@link #put(Message, long)}. */
  public long put(Message message) {
    return put(message, 0);
  }

  /**
   * Stores a message as the one retained for its topic.
   *
   * @param body where else it is kept; 0 for nowhere
   * @return its sequence number
   */
  public long put(Message message, long body) {
    return put(message.topic().value(), number -> Retained.of(message, number, body));
  }

  /** Stores a message that is kept elsewhere without itself, as {@link #put(Message, long)}. */
  public long putPlace(String topic, int weight, long expiresAt, long body) {
    return put(topic, number -> new Retained(null, weight, expiresAt, number, body));
  }

  private long put(String topic, LongFunction<Retained> numbered) {
    changing.readLock().lock();
    try {
      Retained stored = messages.compute(topic, (key, previous) -> stored(key, previous, numbered));
      VarHandle.fullFence();
      return stored.sequence();
    } finally {
      changing.readLock().unlock();
    }
  }

  private Retained stored(
      String topic, @Nullable Retained previous, LongFunction<Retained> numbered) {
    if (previous == null) {
      order.add(topic);
    } else {
      weight.remove(previous);
    }
    Retained now = numbered.apply(sequence.incrementAndGet());
    tell(topic, previous == null ? 0 : previous.body(), now);
    weight.add(now);
    return now;
  }

  private void tell(String topic, long before, Retained now) {
    if (now.body() != 0) {
      watch.stored(topic, now);
    }
    if (before != 0 && now.body() != 0) {
      watch.replaced(before);
    } else if (before != 0) {
      watch.removed(topic, before);
    }
  }

  /**
   * Says again of each message that is kept elsewhere that it is the one of its topic. A walk over
   * the map could miss one that is just being put in, and was told: so those are waited for.
   */
  public void tellAgain() {
    changing.writeLock().lock();
    try {
      VarHandle.fullFence();
    } finally {
      changing.writeLock().unlock();
    }
    for (String topic : messages.keySet()) {
      messages.computeIfPresent(
          topic,
          (key, present) -> {
            if (present.body() != 0) {
              watch.again(key, present);
            }
            return present;
          });
    }
  }

  /**
   * Removes what is retained for a topic.
   *
   * @return it, or null when there was nothing
   */
  public @Nullable Retained remove(TopicName topic) {
    Retained present = messages.get(topic.value());
    while (present != null && !remove(topic.value(), present)) {
      present = messages.get(topic.value());
    }
    return present;
  }

  /** What is retained for a topic. */
  public @Nullable Retained get(String topic) {
    return messages.get(topic);
  }

  /** The topics for which something is retained, in no order; weakly consistent. */
  public Stream<String> topics() {
    return messages.keySet().stream();
  }

  /** The number given out last, 0 before the first. */
  public long sequence() {
    return sequence.get();
  }

  /** How many messages are retained. */
  public int count() {
    return messages.size();
  }

  /** What they weigh together, by {@link Message#weight}. */
  public long bytes() {
    return weight.all();
  }

  /** What those weigh whose messages are in this tree. */
  public long inMemory() {
    return weight.inMemory();
  }

  /**
   * Removes what meets a condition, which is asked outside all locks. A message that replaces
   * another one meanwhile stays.
   *
   * @return how many were removed
   */
  public int removeIf(BiPredicate<String, Retained> condition, Consumer<Retained> gone) {
    int removed = 0;
    for (Map.Entry<String, Retained> entry : messages.entrySet()) {
      Retained present = entry.getValue();
      if (condition.test(entry.getKey(), present) && remove(entry.getKey(), present)) {
        gone.accept(present);
        removed++;
      }
    }
    return removed;
  }

  /** Removes that message, if it is still the one of the topic. */
  @SuppressWarnings("ReferenceEquality") // an equal message stored since is another one
  public boolean remove(String topic, Retained expected) {
    boolean[] removed = {false};
    messages.computeIfPresent(
        topic,
        (key, present) -> {
          if (present != expected) {
            return present;
          }
          order.remove(key);
          weight.remove(present);
          if (present.body() != 0) {
            watch.removed(key, present.body());
          }
          removed[0] = true;
          return null;
        });
    VarHandle.fullFence();
    return removed[0];
  }

  /** A walk over what a filter matches, from the beginning. */
  public Cursor cursor(TopicFilter filter) {
    return cursor(filter, "");
  }

  /** A walk that goes on where an earlier one was, as its {@link Cursor#position} told. */
  public Cursor cursor(TopicFilter filter, String position) {
    return new Cursor(new FilterRange(filter), position);
  }

  /**
   * A lazy walk over the topics that a filter matches, in the order of their levels. It takes the
   * memory of one topic. Belongs to one thread at a time.
   *
   * <p>Each message is read when it is asked for. A topic that is retained during the whole walk is
   * returned exactly once, whatever comes and goes; no topic is returned twice. Topics that begin
   * with {@code $} are not matched by a leading wildcard {@code [MQTT-4.7.2-1]}.
   */
  public final class Cursor {
    private final FilterRange range;
    private String position;

    /** Behind the position, and nothing in between matches; null if nothing is known of that. */
    private @Nullable String target;

    private boolean atEnd;

    private Cursor(FilterRange range, String position) {
      this.range = range;
      this.position = position;
      this.target = position.isEmpty() ? range.first() : null;
    }

    /** The next message, or null when there is none any more. */
    public @Nullable Retained next() {
      Retained retained = null;
      while (retained == null && !atEnd) {
        retained = next(Integer.MAX_VALUE);
      }
      return retained;
    }

    /**
     * The next message if it is found with that many looks into the tree, each in the order of a
     * microsecond; null if not, or when there is none any more: {@link #atEnd} tells. For callers
     * that hold a lock: a filter such as {@code +/x} may pass many topics between two matches.
     */
    public @Nullable Retained next(int looks) {
      for (int i = 0; i < looks && !atEnd; i++) {
        String topic = target == null ? order.higher(position) : order.ceiling(target);
        String match = topic == null ? null : range.ceiling(topic);
        if (topic == null || match == null) {
          atEnd = true;
          return null;
        }
        position = topic;
        target = match.equals(topic) ? null : match;
        Retained retained = target == null ? messages.get(topic) : null;
        if (retained != null) {
          return retained;
        }
      }
      return null;
    }

    /** Whether the walk is over. */
    public boolean atEnd() {
      return atEnd;
    }

    /** The topic up to which all is done, that topic included; empty before the first step. */
    public String position() {
      return position;
    }
  }
}
