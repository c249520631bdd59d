package io.heddle.extension;

import io.heddle.api.Extension;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Extensions.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One extension, running or not. Whoever starts or stops it has its turn, {@link #busy}, which
 * guards {@link #running}; another who comes meanwhile is told so, and does not wait: it may be the
 * extension itself. The state is read by any thread.
 */
final class Installed {
  private static final Logger LOG = LoggerFactory.getLogger("io.heddle.extension");

  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private final Bounded bounded;
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable Running running;
  private volatile ExtensionInfo info;

  /** Its classes and its object, which was not told to start. */
  private record Ready(Extension extension, Loaded loaded) {}

  /** What there is of it while it runs, and is let go of after. */
  private record Running(Extension extension, Context context, Loaded loaded) {}

  /** What is done in a turn. */
  @FunctionalInterface
  private interface Work {
    void run() throws ExtensionFailure;
  }

  Installed(String name, Path folder, Map<String, String> settings, Bounded bounded) {
    this.name = name;
    this.folder = folder;
    this.settings = settings;
    this.bounded = bounded;
    this.info = new ExtensionInfo(name, folder, State.STOPPED, "");
  }

  ExtensionInfo info() {
    return info;
  }

  boolean isRunning() {
    return info.state() == State.STARTED;
  }

  void start() throws ExtensionFailure {
    turn(() -> {
      if (running != null) {
        throw new IllegalStateException("the extension " + name + " runs already");
      }
      launch();
    });
  }

  void stop() throws ExtensionFailure {
    turn(() -> {
      if (running == null) {
        throw new IllegalStateException("the extension " + name + " does not run");
      }
      end();
    });
  }

  /**
   * Loads it anew, and only when that went well stops the one that runs and starts the new one; if
   * the new one does not start, one of the old classes is started again.
   */
  void reload() throws ExtensionFailure {
    turn(() -> {
      Running old = running;
      if (old == null) {
        launch();
      } else {
        replace(old, next());
      }
    });
  }

  private Ready next() throws ExtensionFailure {
    try {
      return ready(Loaded.from(name, folder));
    } catch (ExtensionFailure e) {
      LOG.error("extension {} goes on as it is: {}", name, e.getMessage(), e.getCause());
      throw e;
    }
  }

  private void replace(Running old, Ready next) throws ExtensionFailure {
    stop(old);
    try {
      running(started(next));
    } catch (ExtensionFailure e) {
      LOG.error("extension {} failed: {}", name, e.getMessage(), e.getCause());
      close(next.loaded);
      goBack(old, e);
      throw e;
    }
    close(old.loaded);
  }

  /** A new object of the old classes: one that was stopped is not made to be started again. */
  private void goBack(Running old, ExtensionFailure failure) {
    try {
      running(started(made(old.loaded)));
      LOG.warn("extension {}: the one before runs again", name);
    } catch (ExtensionFailure e) {
      failure.addSuppressed(e);
      LOG.error("extension {}: nor does the one before start again: {}", name, e.getMessage(), e);
      failed(failure);
      close(old.loaded);
    }
  }

  private void turn(Work work) throws ExtensionFailure {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the extension " + name + " is being started or stopped at this moment");
    }
    try {
      work.run();
    } finally {
      busy.set(false);
    }
  }

  private void launch() throws ExtensionFailure {
    try {
      Ready next = ready(Loaded.from(name, folder));
      try {
        running(started(next));
      } catch (ExtensionFailure e) {
        close(next.loaded);
        throw e;
      }
    } catch (ExtensionFailure e) {
      failed(e);
      LOG.error("extension {} failed: {}", name, e.getMessage(), e.getCause());
      throw e;
    }
  }

  private void running(Running now) {
    running = now;
    info = new ExtensionInfo(name, folder, State.STARTED, "");
    LOG.info("extension {} started", name);
  }

  private void failed(ExtensionFailure failure) {
    info = new ExtensionInfo(name, folder, State.FAILED, String.valueOf(failure.getMessage()));
  }

  private Ready ready(Loaded loaded) throws ExtensionFailure {
    try {
      return made(loaded);
    } catch (ExtensionFailure e) {
      close(loaded);
      throw e;
    }
  }

  private Ready made(Loaded loaded) throws ExtensionFailure {
    return new Ready(
        bounded.run(name, "loading", loaded.loader(), () -> loaded.provider().get()), loaded);
  }

  private Running started(Ready next) throws ExtensionFailure {
    Context context = new Context(name, folder, settings, bounded.host());
    try {
      return bounded.run(
          name,
          "starting",
          next.loaded.loader(),
          () -> begun(next.extension, context, next.loaded));
    } catch (ExtensionFailure e) {
      context.close();
      leave(context, next.loaded);
      throw e;
    }
  }

  /** Of one that did not start. */
  private void leave(Context context, Loaded loaded) {
    try {
      bounded.run(
          name,
          "stopping",
          loaded.loader(),
          () -> {
            context.leave();
            return context;
          });
    } catch (ExtensionFailure e) {
      LOG.warn("extension {}: its clients are left: {}", name, e.getMessage(), e.getCause());
    }
  }

  /** Where nobody waits for it any more when it has started at last, it is stopped at once. */
  private static Running begun(Extension extension, Context context, Loaded loaded)
      throws Exception {
    extension.start(context);
    if (context.isClosed()) {
      extension.stop();
    }
    return new Running(extension, context, loaded);
  }

  private void end() {
    Running ending = running;
    if (ending != null) {
      stop(ending);
      close(ending.loaded);
    }
  }

  private void stop(Running ending) {
    running = null;
    info = new ExtensionInfo(name, folder, State.STOPPED, "");
    ending.context.close();
    try {
      bounded.run(
          name,
          "stopping",
          ending.loaded.loader(),
          () -> {
            ending.context.leave();
            ending.extension.stop();
            return ending;
          });
      LOG.info("extension {} stopped", name);
    } catch (ExtensionFailure e) {
      LOG.warn("extension {} stopped, not as it should: {}", name, e.getMessage(), e.getCause());
    }
  }

  private void close(Loaded loaded) {
    try {
      loaded.closing().close();
    } catch (IOException e) {
      LOG.warn("extension {}: its jars could not be closed", name, e);
    }
  }
}
