package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.store.TestedStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a broker and its store, and reads everything that is written: so a test knows what
 * the store was told, up to each entry. It can also listen to what a broker says of itself, without
 * the store's hearing it. Belongs to one thread.
 */
final class Ledger extends Passage {
  /**
   * An entry: whoever has a mark of at least this one counts on it.
   *
   * @param last of those that are written together
   */
  record Entry(long mark, Facts.Change change, boolean last) {}

  final List<Entry> entries = new ArrayList<>();

  /** The messages by their numbers. */
  final Map<Long, String> messages = new HashMap<>();

  /** Those that may not be on disk yet, where they were written or copied to. */
  private final Map<Long, Message> fresh = new HashMap<>();

  private final Queue<LongConsumer> pending = new ArrayDeque<>();
  private final Map<Long, Long> lastWaiting = new HashMap<>();
  private Runnable afterEntry = () -> {};
  private @Nullable Facts listening;
  private boolean skipping;
  private boolean together;

  Ledger(TestedStore tested) {
    super(tested);
  }

  /** Called after each entry, with all locks held. */
  void afterEntry(Runnable action) {
    afterEntry = action;
  }

  /** What a broker has, by its own account. */
  Facts listen(Core core) {
    Facts heard = new Facts();
    listening = heard;
    lastWaiting.clear();
    try {
      core.stateAgain();
    } finally {
      listening = null;
    }
    return heard;
  }

  /** Whether what is said is heard, and not written. */
  boolean isListening() {
    return listening != null;
  }

  /** Whether sessions are not heard. */
  boolean skipping() {
    return skipping;
  }

  /** A message waits for an owner, behind that which is answered, or null. */
  @Nullable Long waitsLast(long owner, long sequence) {
    return lastWaiting.put(owner, sequence);
  }

  /** What sessions say meanwhile is not written. */
  void skipSessions(Runnable action) {
    skipping = true;
    try {
      action.run();
    } finally {
      skipping = false;
    }
  }

  /** The same, with the journals of this ledger. */
  Kept through(Kept kept) {
    kept.retained().forEach(of -> text(of.body()));
    return new Kept(
        kept.lastHeartbeat(),
        kept.sessions().stream()
            .map(of ->
                new Kept.OfSession(
                    new Page(this, of.journal(), true),
                    of.standing(),
                    of.subscriptions(),
                    of.waiting(),
                    of.inflight(),
                    of.received()))
            .toList(),
        kept.groups().stream()
            .map(of ->
                new Kept.OfGroup(new Page(this, of.journal(), false), of.filter(), of.waiting()))
            .toList(),
        kept.retained());
  }

  /** Something is written, or said again. */
  long note(String key, @Nullable Object value, Supplier<Long> write) {
    Facts.Change change = new Facts.Change(key, value);
    if (listening != null) {
      listening.apply(change);
      return 0;
    }
    long mark = write.get();
    entries.add(new Entry(mark, change, !together));
    if (!together) {
      afterEntry.run();
    }
    return mark;
  }

  /** Nothing can be made safe meanwhile. */
  @Override
  public void together(Runnable action) {
    int from = entries.size();
    together = true;
    try {
      tested.store().together(action);
    } finally {
      together = false;
      if (entries.size() > from) {
        Entry last = entries.removeLast();
        entries.add(new Entry(last.mark(), last.change(), true));
      }
      for (int i = from; i < entries.size(); i++) {
        afterEntry.run();
      }
    }
  }

  private void note(String key, @Nullable Object value, Runnable write) {
    note(
        key,
        value,
        () -> {
          write.run();
          return tested.store().mark();
        });
  }

  void requireSilence(String what) {
    if (listening != null) {
      throw new AssertionError(what + " that was not written before");
    }
  }

  @Override
  public Journal journal() {
    requireSilence("an owner");
    return new Page(this, tested.store().journal(), false);
  }

  @Override
  public long body(Message message) {
    requireSilence("a message");
    long body = tested.store().body(message);
    messages.put(body, Facts.text(message));
    fresh.put(body, message);
    return body;
  }

  /** The text of a message. */
  String text(long body) {
    String known = messages.get(body);
    return known == null ? remembered(body) : known;
  }

  private String remembered(long body) {
    Message message = read(body);
    String text = message == null ? "?|" : Facts.text(message);
    messages.put(body, text);
    return text;
  }

  @Override
  public @Nullable Message read(long body) {
    Message message = tested.isOnDisk(body) ? tested.store().read(body) : fresh.get(body);
    if (message != null) {
      fresh.put(body, message);
    }
    return message;
  }

  @Override
  public void readAhead(LongConsumer reading) {
    pending.add(reading);
  }

  /** Does what is to be read, and what that asks for. */
  void readPending() {
    for (LongConsumer next = pending.poll(); next != null; next = pending.poll()) {
      next.accept(tested.now());
    }
  }

  @Override
  public void retained(String topic, long body, int weight, long expiresAt) {
    Facts.Retained retained = new Facts.Retained(body, messages.getOrDefault(body, "?|"));
    note(
        Facts.retained(topic),
        retained,
        () -> tested.store().retained(topic, body, weight, expiresAt));
  }

  @Override
  public void unretained(String topic) {
    note(Facts.retained(topic), null, () -> tested.store().unretained(topic));
  }

  @Override
  public void heartbeat() {
    note(Facts.HEARTBEAT, tested.now(), () -> tested.store().heartbeat());
  }
}
