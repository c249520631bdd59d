package io.heddle.broker;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Will;
import io.heddle.session.Delivery;
import io.heddle.session.Kept;
import io.heddle.session.Standing;
import io.heddle.session.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is to know after a restart, one fact for each key: the sessions, their
 * subscriptions and messages, the share groups, the retained messages. Belongs to one thread.
 */
final class Facts extends Wording {
  static final String HEARTBEAT = "heartbeat";
  private final Map<String, Object> all = new TreeMap<>();

  /** A change of one fact; without a value it is none any more. */
  record Change(String key, @Nullable Object value) {}

  /** A session, apart from what it has. */
  record Session(
      String clientId,
      long createdAt,
      long movedAt,
      boolean attached,
      long expirySeconds,
      @Nullable String will,
      long willDelay,
      List<String> due) {
    static Session of(Standing of) {
      Will will = of.testament() == null ? null : of.testament().will();
      return new Session(
          of.clientId(),
          of.createdAt(),
          of.movedAt(),
          of.attached(),
          of.expirySeconds(),
          will == null ? null : text(will),
          will == null ? -1 : will.delaySeconds(),
          of.due().stream().map(each -> text(each.will())).toList());
    }

    /** The same when it has ended, and is not cleaned up yet. */
    Session ended() {
      List<String> left = new ArrayList<>(due);
      if (will != null) {
        left.add(will);
      }
      return new Session(clientId, createdAt, movedAt, false, 0, null, -1, left);
    }

    /** Whether it has ended, and only what it leaves is there. */
    boolean hasEnded() {
      return !attached && expirySeconds == 0;
    }

    /** The payloads of its Wills. */
    Stream<String> wills() {
      Stream<String> last = will == null ? Stream.empty() : Stream.of(will);
      return Stream.concat(last, due.stream()).map(Facts::payload);
    }

    /** The same after a restart, when it was connected at that time last. */
    Session left(long heartbeat) {
      long at = attached ? Math.max(movedAt, heartbeat) : movedAt;
      return new Session(clientId, createdAt, at, false, expirySeconds, will, willDelay, due);
    }

    boolean isOver(long now) {
      return expirySeconds != Sessions.FOR_EVER && now >= movedAt + expirySeconds * 1000;
    }

    boolean isWillDue(long now) {
      return !due.isEmpty() || will != null && (isOver(now) || now >= movedAt + willDelay * 1000);
    }
  }

  /** A message that waits or is in flight. */
  record Held(
      long body,
      String message,
      String terms,
      int packetId,
      long order,
      boolean released,
      long group) {
    static Held of(Delivery of) {
      Delivery.Origin origin = of.origin();
      long group = origin == null ? 0 : origin.owner();
      return new Held(
          of.body(),
          text(of.message()),
          text(of.terms()),
          of.packetId(),
          of.packetId() == 0 ? 0 : of.order(),
          of.isReleased(),
          group);
    }

    static Held of(Stored of, String message) {
      return new Held(of.body(), message, text(of.terms()), 0, 0, false, 0);
    }

    static Held of(Kept.Item of) {
      return new Held(
          of.body(),
          text(of.message()),
          text(of.terms()),
          of.packetId(),
          of.packetId() == 0 ? 0 : of.order(),
          of.released(),
          of.group());
    }

    Held ofGroup(long number) {
      return new Held(body, message, terms, packetId, order, released, number);
    }

    /** Whether another member of its share group gets it when its session ends. */
    boolean goesBack() {
      return group != 0 && packetId != 0 && terms.startsWith(Qos.AT_LEAST_ONCE.toString());
    }
  }

  /** A retained message. */
  record Retained(long body, String message) {}

  void put(String key, Object value) {
    all.put(key, value);
  }

  void apply(Change change) {
    if (change.value() != null) {
      all.put(change.key(), change.value());
    } else if (change.key().endsWith(" ")) {
      all.keySet().removeIf(key -> key.startsWith(change.key()));
    } else {
      all.remove(change.key());
    }
  }

  Facts copy() {
    Facts copy = new Facts();
    copy.all.putAll(all);
    return copy;
  }

  @Nullable Object get(String key) {
    return all.get(key);
  }

  void remove(String key) {
    apply(new Change(key, null));
  }

  long heartbeat() {
    return all.get(HEARTBEAT) instanceof Long millis ? millis : 0;
  }

  /** A session ends: what is left of it is what others are to get. */
  void end(String owner, Session left) {
    all.entrySet()
        .removeIf(fact ->
            fact.getKey().startsWith(owner + " ")
                && !(fact.getValue() instanceof Held held && held.goesBack()));
    boolean empty = all.keySet().stream().noneMatch(key -> key.startsWith(owner + " "));
    if (!empty || !left.due().isEmpty()) {
      put(owner + " session", left);
    }
  }

  <T> void each(Class<T> kind, BiConsumer<String, T> action) {
    Map.copyOf(all)
        .forEach((key, value) -> {
          if (kind.isInstance(value)) {
            action.accept(key, kind.cast(value));
          }
        });
  }

  <T> Stream<T> values(Class<T> kind) {
    return all.values().stream().filter(kind::isInstance).map(kind::cast);
  }

  Set<String> keys() {
    return Set.copyOf(all.keySet());
  }

  boolean has(String key) {
    return all.containsKey(key);
  }

  static String owner(String key) {
    return key.substring(0, key.indexOf(' '));
  }

  /** Without owners of whom it is not said who they are, and groups that are none any more. */
  Facts settled() {
    Facts settled = new Facts();
    all.forEach((key, value) -> {
      if (key.equals(HEARTBEAT)
          || value instanceof Retained
          || isKnown(owner(key)) && !isForgotten(key, value)) {
        boolean groupIsOver = value instanceof Held held && !has(group(held.group()));
        settled.put(key, groupIsOver ? ((Held) value).ofGroup(0) : value);
      }
    });
    settled.all.putIfAbsent(HEARTBEAT, 0L);
    return settled;
  }

  /** Of a session that has ended only what goes back to share groups is of use. */
  private boolean isForgotten(String key, Object value) {
    return value instanceof Held held
        && get(owner(key) + " session") instanceof Session session
        && session.hasEnded()
        && !(held.goesBack() && has(group(held.group())));
  }

  private boolean isKnown(String owner) {
    return has(owner + " session") || has(owner + " group");
  }

  /** The payloads that somebody has, and how often each. */
  Map<String, Integer> payloads() {
    Map<String, Integer> found = new HashMap<>();
    all.forEach((key, value) -> {
      String holder = value instanceof Retained || value instanceof Long ? key : owner(key);
      switch (value) {
        case Held held -> found.merge(holder + "/" + payload(held.message()), 1, Integer::sum);
        case Retained(long body, String message) ->
            found.merge(holder + "/" + payload(message), 1, Integer::sum);
        case Session session ->
            session.wills().forEach(each -> found.merge(holder + " Will/" + each, 1, Integer::sum));
        default -> {}
      }
    });
    return found;
  }

  /** What is different in another one, for people. */
  String difference(Facts other) {
    return difference(all, other.all);
  }

  /** Whether another one has all of this, but for some messages, and nothing else. */
  boolean lacksMessagesAlone(Facts other) {
    Facts rest = copy();
    rest.all
        .entrySet()
        .removeIf(fact ->
            (fact.getValue() instanceof Held || fact.getValue() instanceof Retained)
                && !other.has(fact.getKey()));
    return rest.same(other);
  }

  boolean same(Facts other) {
    return all.equals(other.all);
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
