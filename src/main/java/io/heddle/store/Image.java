package io.heddle.store;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.session.Spill;
import io.heddle.session.Standing;
import io.heddle.session.Stored;
import io.heddle.store.log.Replay;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the entries of a log come to, read one after the other. Belongs to one thread. */
final class Image implements Replay {
  /** By their numbers, in the order in which they came. */
  final Map<Long, Owner> owners = new LinkedHashMap<>();

  /** The retained messages by their topics. */
  final Map<String, Note.Retained> retained = new LinkedHashMap<>();

  /** Where messages lie that were copied. */
  final Map<Long, Long> placed = new HashMap<>();

  private long lastOwner;
  private long heartbeat;

  /** A session or a share group. */
  static final class Owner {
    @Nullable Standing standing;
    @Nullable String group;
    final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    final Spill waiting = new Spill();
    final Map<Long, Holding> inflight = new HashMap<>();
    final Map<Integer, ReasonCode> received = new HashMap<>();

    boolean isEmpty() {
      return messages() == 0 && subscriptions.isEmpty();
    }

    /** How many messages it has. */
    int messages() {
      return waiting.size() + inflight.size();
    }

    /** The numbers of its messages. */
    LongStream bodies() {
      LongStream.Builder bodies = LongStream.builder();
      waiting.forEach(stored -> bodies.add(stored.body()));
      inflight.values().forEach(holding -> bodies.add(holding.body()));
      return bodies.build();
    }

    void held(Holding holding) {
      gone(holding.sequence());
      if (holding.packetId() == 0) {
        waiting.put(holding.stored());
      } else {
        inflight.put(holding.sequence(), holding);
      }
    }

    void sent(long sequence, int packetId, long order) {
      Stored stored = waiting.remove(sequence);
      if (stored != null) {
        inflight.put(sequence, Holding.of(stored).sent(packetId, order));
      }
    }

    void released(long sequence, long order) {
      inflight.computeIfPresent(sequence, (any, holding) -> holding.released(order));
    }

    void gone(long sequence) {
      waiting.remove(sequence);
      inflight.remove(sequence);
    }
  }

  /** The largest number that an owner has had. */
  long lastOwner() {
    return lastOwner;
  }

  /** Milliseconds of the epoch, when somebody was connected last. */
  long heartbeat() {
    return heartbeat;
  }

  @Override
  public void entry(byte kind, long position, ByteBuffer payload) {
    if (Notation.isMessage(kind)) {
      long body = Notation.body(kind, position, payload);
      if (body != position) {
        placed.put(body, position);
      }
    } else {
      apply(Notation.read(kind, payload));
    }
  }

  private void apply(Note note) {
    switch (note) {
      case Note.Placed(long body, long position) -> placed.put(body, position);
      case Note.Stands(long owner, Standing standing) -> owner(owner).standing = standing;
      case Note.Group(long owner, String filter) -> owner(owner).group = filter;
      case Note.Ended(long owner) -> {
        owner(owner);
        owners.remove(owner);
      }
      case Note.Subscribed(long owner, Subscription subscription) ->
          owner(owner).subscriptions.put(subscription.filter().value(), subscription);
      case Note.Unsubscribed(long owner, String filter) ->
          owner(owner).subscriptions.remove(filter);
      case Note.Held(long owner, Holding holding) -> {
        // Its group may have ended, and nothing else may say so: no other one gets its number.
        lastOwner = Math.max(lastOwner, holding.group());
        owner(owner).held(holding);
      }
      case Note.Sent(long owner, long sequence, int packetId, long order) ->
          owner(owner).sent(sequence, packetId, order);
      case Note.Released(long owner, long sequence, long order) ->
          owner(owner).released(sequence, order);
      case Note.Gone(long owner, long sequence) -> owner(owner).gone(sequence);
      case Note.Received(long owner, int packetId, ReasonCode reason) ->
          owner(owner).received.put(packetId, reason);
      case Note.Completed(long owner, int packetId) -> owner(owner).received.remove(packetId);
      case Note.Retained kept -> retained.put(kept.topic(), kept);
      case Note.Unretained(String topic) -> retained.remove(topic);
      case Note.Heartbeat(long millis) -> heartbeat = millis;
    }
  }

  private Owner owner(long number) {
    lastOwner = Math.max(lastOwner, number);
    return owners.computeIfAbsent(number, any -> new Owner());
  }

  /** What would have to be said of an owner that is as it is now. */
  List<Note> notes(long number) {
    Owner owner = owner(number);
    List<Note> notes = new ArrayList<>();
    if (owner.standing != null) {
      notes.add(new Note.Stands(number, owner.standing));
    }
    if (owner.group != null) {
      notes.add(new Note.Group(number, owner.group));
    }
    owner.subscriptions.values().forEach(each -> notes.add(new Note.Subscribed(number, each)));
    owner.received.forEach((id, reason) -> notes.add(new Note.Received(number, id, reason)));
    owner.waiting.forEach(stored -> notes.add(new Note.Held(number, Holding.of(stored))));
    owner.inflight.values().forEach(holding -> notes.add(new Note.Held(number, holding)));
    return notes;
  }
}
