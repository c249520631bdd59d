package io.heddle.extension;

import io.heddle.api.Extensions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extensions of a broker. Safe for use by any thread: the lock of this object guards the map,
 * and is not held while an extension starts or stops.
 */
public final class LiveExtensions implements Extensions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.heddle.extension");

  private final ExtensionOptions options;
  private final Bounded bounded;
  private final Map<String, Installed> installed = new TreeMap<>();

  /** The order in which they were started, for the way back; guarded like the map. */
  private final List<Installed> started = new ArrayList<>();

  /** Guarded like the map. */
  private boolean closed;

  /** What is done with one. */
  @FunctionalInterface
  private interface Doing {
    void to(Installed one) throws ExtensionFailure;
  }

  /** The extensions of a folder, none of which runs yet. */
  public LiveExtensions(ExtensionOptions options, Host host) {
    this.options = options;
    this.bounded = new Bounded(host, options.timeout());
  }

  /**
   * Starts all that there are, one after the other. One that cannot be started is in the log, and
   * hinders nobody else.
   *
   * @return what is wrong with those that are required; empty when nothing is
   */
  public List<String> startAll() {
    LinkedHashSet<String> names = new LinkedHashSet<>(options.order());
    Map<String, Installed> there = look();
    names.addAll(there.keySet());
    List<Installed> inOrder = names.stream().map(there::get).filter(Objects::nonNull).toList();
    for (Installed one : inOrder) {
      try {
        begin(one, Installed::start);
      } catch (ExtensionFailure | IllegalStateException e) {
        LOG.debug("the next one", e);
      }
    }
    List<String> missing = new ArrayList<>();
    for (String name : new TreeSet<>(options.required())) {
      Installed one = there.get(name);
      if (one == null) {
        missing.add("extensions.required = " + name + ": " + unknown(name, there.keySet()));
      } else if (!one.isRunning()) {
        missing.add("extensions.required = " + name + ": " + one.info().words());
      }
    }
    return missing;
  }

  /** Takes in the folders that are new, and forgets those that are gone and do not run. */
  private synchronized Map<String, Installed> look() {
    Map<String, Path> folders = Folders.below(options.folder());
    installed.values().removeIf(one -> !one.isRunning() && !folders.containsKey(one.info().name()));
    folders.forEach((name, folder) ->
        installed.computeIfAbsent(
            name,
            key ->
                new Installed(
                    key, folder, options.settings().getOrDefault(key, Map.of()), bounded)));
    return new TreeMap<>(installed);
  }

  @Override
  public List<ExtensionInfo> all() {
    return look().values().stream().map(Installed::info).toList();
  }

  @Override
  public synchronized int count(State state) {
    return (int) installed.values().stream().filter(one -> one.info().state() == state).count();
  }

  @Override
  public void start(String name) {
    tell(name, Installed::start);
  }

  @Override
  public void stop(String name) {
    tell(name, Installed::stop);
  }

  @Override
  public void reload(String name) {
    tell(name, Installed::reload);
  }

  private void tell(String name, Doing doing) {
    Map<String, Installed> there = look();
    Installed one = there.get(name);
    if (one == null) {
      throw new IllegalArgumentException(unknown(name, there.keySet()));
    }
    try {
      begin(one, doing);
    } catch (ExtensionFailure e) {
      throw new IllegalStateException("the extension " + name + " failed: " + e.getMessage(), e);
    }
  }

  private void begin(Installed one, Doing doing) throws ExtensionFailure {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the broker is closed");
      }
    }
    try {
      doing.to(one);
    } finally {
      settle(one);
    }
  }

  /** Also after a failure: what was there before may have been started again. */
  private void settle(Installed one) throws ExtensionFailure {
    boolean late;
    synchronized (this) {
      started.remove(one);
      if (one.isRunning()) {
        started.add(one);
      }
      late = closed;
    }
    if (late && one.isRunning()) {
      one.stop();
    }
  }

  private String unknown(String name, Collection<String> there) {
    if (options.folder() == null) {
      return "there is no extension " + name + ": extensions.folder is not set";
    }
    return "there is no extension "
        + name
        + " in "
        + options.folder()
        + (there.isEmpty() ? ", which has none" : "; there are: " + String.join(", ", there));
  }

  /** Stops all that run, the last first. A second call does nothing. */
  @Override
  public void close() {
    List<Installed> ending;
    synchronized (this) {
      closed = true;
      ending = List.copyOf(started.reversed());
      started.clear();
    }
    for (Installed one : ending) {
      try {
        one.stop();
      } catch (ExtensionFailure | IllegalStateException e) {
        LOG.debug("the next one", e);
      }
    }
  }
}
