package io.heddle.hook;

import io.heddle.api.Observer;
import io.heddle.api.Statistics;
import io.heddle.hook.Hooks.Registered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told what. Safe for use by any thread; asking whom takes no lock. The lock of this
 * object guards all but the volatile field.
 */
final class Watchers {
  /** How long observers may take, all together, for what waits when the broker has stopped. */
  private static final long LAST_WAIT = TimeUnit.SECONDS.toNanos(1);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Backlog queue;
  private final BiConsumer<String, Runnable> threads;
  private final LongSupplier nanos;
  private final Map<String, Observers.Figures> former = new TreeMap<>();
  private final Map<String, Map<Happening, Spent>> spent = new TreeMap<>();
  private List<Seat> seats = List.of();
  private boolean closed;

  /** By {@link Happening}. */
  private volatile Watcher[][] told = tables(List.of());

  private record Seat(Registered hook, Observer observer, Watcher watcher) {}

  Watchers(Backlog queue, BiConsumer<String, Runnable> threads, LongSupplier nanos) {
    this.queue = queue;
    this.threads = threads;
    this.nanos = nanos;
  }

  /** Whom to tell; not to be changed. */
  Watcher[] of(Happening happening) {
    return told[happening.ordinal()];
  }

  /** These are the hooks from now on. */
  synchronized void change(List<Registered> hooks) {
    if (closed) {
      return;
    }
    List<Seat> next = new ArrayList<>();
    for (Registered hook : hooks) {
      if (hook.hook() instanceof Observer observer) {
        Seat old = seat(hook);
        next.add(old == null ? take(hook, observer) : old);
      }
    }
    List<Seat> gone = new ArrayList<>(seats);
    gone.removeIf(old -> next.stream().anyMatch(each -> each.watcher == old.watcher));
    seats = List.copyOf(next);
    told = tables(next);
    for (Seat old : gone) {
      old.watcher.forget();
      add(old.watcher, former);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same hook may have been added twice
  private @Nullable Seat seat(Registered hook) {
    return seats.stream().filter(each -> each.hook == hook).findFirst().orElse(null);
  }

  private Seat take(Registered hook, Observer observer) {
    Map<Happening, Spent> own =
        spent.computeIfAbsent(hook.name(), name -> new EnumMap<>(Happening.class));
    Map<Happening, Spent> matters = new EnumMap<>(Happening.class);
    for (Happening happening : Happening.values()) {
      if (happening.matters(observer)) {
        matters.put(happening, own.computeIfAbsent(happening, each -> new Spent()));
      }
    }
    Watcher watcher = new Watcher(hook.name(), observer, queue, nanos, matters);
    if (Arrays.stream(Happening.values())
        .anyMatch(each -> each.queued() && each.matters(observer))) {
      watcher.start(threads);
    }
    return new Seat(hook, observer, watcher);
  }

  private static Watcher[][] tables(List<Seat> seats) {
    Watcher[][] tables = new Watcher[Happening.values().length][];
    for (Happening happening : Happening.values()) {
      tables[happening.ordinal()] =
          seats.stream()
              .filter(each -> happening.matters(each.observer))
              .map(Seat::watcher)
              .toArray(Watcher[]::new);
    }
    return tables;
  }

  /** What went wrong, by the names of hooks, those included that are no longer there. */
  synchronized Map<String, Observers.Figures> figures() {
    Map<String, Observers.Figures> all = new TreeMap<>(former);
    seats.forEach(each -> add(each.watcher, all));
    return all;
  }

  /** What they were told, by the names of hooks, those included that are no longer there. */
  synchronized List<Statistics.ObserverCalls> calls() {
    List<Statistics.ObserverCalls> all = new ArrayList<>();
    spent.forEach((name, things) ->
        things.forEach((happening, each) ->
            all.add(
                new Statistics.ObserverCalls(
                    name, happening.toString(), each.calls(), (double) each.nanos() / SECOND))));
    return all;
  }

  private static void add(Watcher watcher, Map<String, Observers.Figures> to) {
    Observers.Figures own = new Observers.Figures(watcher.missed(), watcher.failures());
    to.merge(watcher.name(), own, Observers.Figures::plus);
  }

  /** Tells the last thing of all and waits until everything is told, for a bounded time. */
  void close() {
    List<Seat> all;
    synchronized (this) {
      all = closed ? List.of() : seats;
      closed = true;
      told = tables(List.of());
    }
    for (Seat seat : all) {
      seat.watcher.close(Happening.STOPPED.matters(seat.observer) ? Observer::stopped : null);
    }
    long end = nanos.getAsLong() + LAST_WAIT;
    boolean interrupted = Thread.interrupted();
    for (Seat seat : all) {
      interrupted |= !seat.watcher.await(end - nanos.getAsLong());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
