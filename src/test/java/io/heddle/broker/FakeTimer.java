package io.heddle.broker;

import io.heddle.session.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timer and clock of a world in which time passes only when a test says so; what is due runs on the
 * thread that lets it pass. Safe for use by any thread.
 */
public final class FakeTimer implements Timer, InstantSource {
  private final List<Entry> entries = new ArrayList<>();
  private Duration time = Duration.ofSeconds(1_000_000_000);

  /** Something that is to happen; again and again when there is a pause. */
  private record Entry(Duration due, @Nullable Duration pause, Runnable action) {}

  @Override
  public synchronized Cancellable after(Duration delay, Runnable action) {
    return add(new Entry(time.plus(delay), null, action));
  }

  @Override
  public synchronized Cancellable every(Duration pause, Runnable action) {
    return add(new Entry(time.plus(pause), pause, action));
  }

  private Cancellable add(Entry entry) {
    entries.add(entry);
    return () -> cancel(entry.action);
  }

  private synchronized void cancel(Runnable action) {
    entries.removeIf(entry -> entry.action == action);
  }

  @Override
  public synchronized long nanos() {
    return time.toNanos();
  }

  @Override
  public synchronized Instant instant() {
    return Instant.ofEpochMilli(time.toMillis());
  }

  /** How many things are to happen. */
  public synchronized int pending() {
    return entries.size();
  }

  /** Whatever was to happen does not: its process is gone. */
  public synchronized void forget() {
    entries.clear();
  }

  /** Lets time pass, and what becomes due happen in its order. */
  public void advance(Duration by) {
    Duration end = until(by);
    for (Entry next = next(end); next != null; next = next(end)) {
      next.action.run();
    }
    arrive(end);
  }

  private synchronized Duration until(Duration by) {
    return time.plus(by);
  }

  private synchronized void arrive(Duration end) {
    time = end;
  }

  private synchronized @Nullable Entry next(Duration end) {
    Entry next =
        entries.stream()
            .filter(entry -> entry.due.compareTo(end) <= 0)
            .min(Comparator.comparing(Entry::due))
            .orElse(null);
    if (next != null) {
      entries.remove(next);
      time = next.due;
      if (next.pause != null) {
        entries.add(new Entry(next.due.plus(next.pause), next.pause, next.action));
      }
    }
    return next;
  }
}
