package io.heddle.hook;

import io.heddle.api.Hook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The hooks of a broker, which may come and go while it runs. Safe for use by any thread; the lists
 * that it hands out do not change.
 */
public final class Hooks {
  /** Where a hook stands among all; within a place it is the order in which they were added. */
  public enum Place {
    /** Of the configuration: they change what all others see. */
    FIRST,
    /** Of the program that embeds the broker. */
    EMBEDDER,
    /** Of extensions. */
    EXTENSION,
    /** Of the configuration: they act on what all others have left. */
    LAST
  }

  /**
   * A hook and where it stands.
   *
   * @param name for the log and for metrics
   */
  public record Registered(String name, Place place, Hook hook) {}

  private final List<Consumer<List<Registered>>> listeners = new ArrayList<>();

  /** Written under the lock of this object, read by any thread. */
  private volatile List<Registered> all = List.of();

  /** Adds a hook, which is asked from now on. */
  public synchronized Registered add(String name, Place place, Hook hook) {
    Registered added = new Registered(name, place, hook);
    List<Registered> next = new ArrayList<>(all);
    next.add(added);
    next.sort(Comparator.comparing(Registered::place));
    set(next);
    return added;
  }

  /** Takes it away; whoever is asking it at the moment still gets its answer. */
  @SuppressWarnings("ReferenceEquality") // the same hook may have been added twice
  public synchronized void remove(Registered one) {
    List<Registered> next = new ArrayList<>(all);
    next.removeIf(each -> each == one);
    set(next);
  }

  private void set(List<Registered> next) {
    all = List.copyOf(next);
    listeners.forEach(listener -> listener.accept(all));
  }

  /** Tells it of the hooks that there are, and of every change, one after the other. */
  public synchronized void onChange(Consumer<List<Registered>> listener) {
    listeners.add(listener);
    listener.accept(all);
  }

  /** All of them, in their order. */
  public List<Registered> all() {
    return all;
  }
}
