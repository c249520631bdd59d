package io.heddle.it.crash;

import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All messages that were sent, the clock that says what came before what, and what was found to be
 * wrong. Safe for use by any thread.
 */
final class Ledger {
  /** More faults than this say nothing new. */
  private static final int MOST = 200;

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger generation = new AtomicInteger();
  private final ConcurrentMap<String, Letter> letters = new ConcurrentHashMap<>();
  private final Figures figures = new Figures();

  /** Guarded by itself. */
  private final List<String> faults = new ArrayList<>();

  /** The next instant of a clock that moves with every event alone. */
  long tick() {
    return clock.incrementAndGet();
  }

  Figures figures() {
    return figures;
  }

  /** How often everything was verified. */
  int generation() {
    return generation.get();
  }

  /** A message that is about to be sent for the first time. */
  Letter write(String publisher, int number, Qos qos, String topic) {
    Letter letter = new Letter(publisher, number, qos, topic, false, this);
    letters.put(letter.key(), letter);
    figures.sent.increment();
    return letter;
  }

  /** A message that clears a retained one, and is nobody's to receive. */
  Letter writeEmpty(String publisher, int number, Qos qos, String topic) {
    figures.sent.increment();
    return new Letter(publisher, number, qos, topic, true, this);
  }

  void acknowledged(Letter letter) {
    if (!letter.isAcknowledged()) {
      figures.acknowledged.increment();
    }
    letter.acknowledged(tick());
  }

  @Nullable Letter find(String key) {
    return letters.get(key);
  }

  List<Letter> letters() {
    return List.copyOf(letters.values());
  }

  /**
   * All is verified. What was verified already the last time is forgotten: a repeat of the others
   * may still come.
   */
  void verified() {
    int now = generation.getAndIncrement();
    letters.values().removeIf(letter -> letter.isPast(now));
  }

  /** Something is not as was promised. */
  void fault(String words) {
    synchronized (faults) {
      if (faults.size() < MOST) {
        faults.add("round " + figures.rounds.sum() + ", at " + clock.get() + ": " + words);
      }
    }
  }

  List<String> faults() {
    synchronized (faults) {
      return List.copyOf(faults);
    }
  }
}
