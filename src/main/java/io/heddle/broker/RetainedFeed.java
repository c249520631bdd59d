package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Delivery;
import io.heddle.session.DropReason;
import io.heddle.session.Feed;
import io.heddle.session.FromDisk;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import io.heddle.topic.Retained;
import io.heddle.topic.RetainedTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages of a new subscription: those that were kept before it became known to
 * publishers. Guarded by its session's lock.
 *
 * <p>Those that are on disk alone are read some at a time, on the thread that may block; one that
 * was replaced meanwhile is left out, for its successor has come live.
 */
final class RetainedFeed implements Feed {
  /** Topics that are looked at in one go: the session's lock is held meanwhile. */
  private static final int LOOKS = 256;

  /** Messages, and bytes of them, that are read in one go. */
  private static final int PORTION = 64;

  private static final int BYTES = 256 * 1024;

  private final RetainedStore store;
  private final Subscription subscription;
  private final Session session;
  private final long upTo;
  private final RetainedTree.Cursor cursor;
  private final int[] identifiers;

  private final ArrayDeque<Found> read = new ArrayDeque<>(0);
  private boolean reading;

  /** What the cursor has found. */
  private record Found(String topic, Retained retained, @Nullable Message message) {}

  RetainedFeed(
      RetainedStore store,
      Subscription subscription,
      Session session,
      long upTo,
      RetainedTree.Cursor cursor) {
    this.store = store;
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
    for (Found found = read.poll(); found != null; found = read.poll()) {
      Message message = found.message();
      if (message != null && store.isCurrent(found.topic(), found.retained()) && isFor(message)) {
        return delivery(message, found.retained());
      }
    }
    return reading ? null : find();
  }

  private @Nullable Delivery find() {
    for (int looks = LOOKS; looks > 0 && !cursor.atEnd(); looks--) {
      Retained retained = cursor.next(looks);
      if (retained == null) {
        return null;
      }
      if (isWanted(retained)) {
        Message message = retained.message();
        if (message == null) {
          readAhead(retained);
          return null;
        }
        if (isFor(message)) {
          return delivery(message, retained);
        }
      }
    }
    return null;
  }

  private boolean isWanted(Retained retained) {
    return retained.sequence() <= upTo && !retained.isExpired(store.now());
  }

  private boolean isFor(Message message) {
    if (subscription.noLocal() && message.publisher().equals(session.clientId())) {
      return false;
    }
    if (session.permit().covers(message.topic())) {
      return true;
    }
    Qos qos = subscription.qos().min(message.qos());
    session.drops().dropped(DropReason.READ_DENIED, message, qos, session.clientId());
    return false;
  }

  private Delivery delivery(Message message, Retained retained) {
    Qos qos = message.qos().min(subscription.qos());
    return Delivery.lent(message, Terms.of(qos, true, identifiers), retained.body());
  }

  private void readAhead(Retained first) {
    List<Found> portion = new ArrayList<>(PORTION);
    portion.add(new Found(cursor.position(), first, null));
    int bytes = BYTES - first.weight();
    for (int looks = LOOKS; looks > 0 && bytes > 0 && portion.size() < PORTION; looks--) {
      Retained next = cursor.next(1);
      if (next != null && isWanted(next)) {
        portion.add(new Found(cursor.position(), next, next.message()));
        bytes -= next.weight();
      }
    }
    reading = true;
    store.readAhead(now -> read(portion, now));
  }

  private void read(List<Found> portion, long now) {
    List<Found> found =
        portion.stream()
            .map(one ->
                new Found(one.topic(), one.retained(), store.read(one.topic(), one.retained())))
            .toList();
    Shuttle shuttle = new Shuttle(now);
    new FromDisk(session).arrived(() -> took(found), shuttle);
    shuttle.flush();
  }

  private void took(List<Found> found) {
    reading = false;
    read.addAll(found);
  }

  @Override
  public boolean isReading() {
    return reading;
  }

  @Override
  public boolean atEnd() {
    return cursor.atEnd() && read.isEmpty() && !reading;
  }
}
