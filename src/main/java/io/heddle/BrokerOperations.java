package io.heddle;

import io.heddle.api.Bans;
import io.heddle.api.Extensions;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Reloaded;
import io.heddle.api.Status;
import io.heddle.api.Status.State;
import io.heddle.api.Store;
import io.heddle.api.Traces;
import io.heddle.broker.Newcomers;
import io.heddle.broker.service.Operations;
import io.heddle.broker.trace.TraceService;
import io.heddle.transport.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks and tells a broker. Safe for use by any thread, from the moment when its
 * extensions start: the listeners are there later.
 */
final class BrokerOperations implements Operations {
  private final Gatekeeping gatekeeping;
  private final Store store;
  private final String version;
  private final TraceService traces;

  /** Written once by the thread that starts the broker, read by any; likewise the next. */
  private volatile @Nullable Extensions extensions;

  private volatile @Nullable Listeners listeners;

  private volatile @Nullable Newcomers newcomers;

  /** Written by the threads that start and close the broker, read by any. */
  private volatile State state = State.STARTING;

  BrokerOperations(Gatekeeping gatekeeping, Store store, TraceService traces, String version) {
    this.traces = traces;
    this.gatekeeping = gatekeeping;
    this.store = store;
    this.version = version;
  }

  /** These are its extensions. */
  void extensions(Extensions all) {
    extensions = all;
  }

  /** This knows what would become of clients. */
  void newcomers(Newcomers all) {
    newcomers = all;
  }

  @Override
  public Newcomers newcomers() {
    return Objects.requireNonNull(newcomers);
  }

  /** These are its listeners, and clients are accepted from now on. */
  void running(Listeners bound) {
    listeners = bound;
    state = State.RUNNING;
  }

  /** It is closed. */
  void stopping() {
    state = State.STOPPING;
  }

  @Override
  public Bans bans() {
    return gatekeeping.bans();
  }

  @Override
  public io.heddle.api.Listeners listeners() {
    return () -> {
      Listeners bound = listeners;
      return bound == null ? List.of() : bound.infos();
    };
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public void close() {
    traces.close();
  }

  @Override
  public Traces traces() {
    return traces;
  }

  @Override
  public Status status() {
    List<String> problems = new ArrayList<>();
    Extensions all = extensions;
    if (all != null) {
      all.all().stream()
          .filter(each -> each.state() == Extensions.State.FAILED)
          .map(BrokerOperations::failure)
          .forEach(problems::add);
    }
    Listeners bound = listeners;
    if (bound != null) {
      problems.addAll(bound.problems());
    }
    problems.addAll(gatekeeping.problems());
    return new Status(state, version, problems);
  }

  private static String failure(ExtensionInfo extension) {
    return "extension " + extension.name() + " failed: " + extension.words();
  }

  @Override
  public List<Reloaded> reload() {
    Listeners bound = listeners;
    List<Reloaded> done = new ArrayList<>(bound == null ? List.of() : bound.reload());
    done.addAll(gatekeeping.reload());
    return List.copyOf(done);
  }
}
