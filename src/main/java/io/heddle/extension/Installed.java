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

  void reload() throws ExtensionFailure {
    turn(() -> {
      end();
      launch();
    });
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
      running = launched();
      info = new ExtensionInfo(name, folder, State.STARTED, "");
      LOG.info("extension {} started", name);
    } catch (ExtensionFailure e) {
      String words = String.valueOf(e.getMessage());
      info = new ExtensionInfo(name, folder, State.FAILED, words);
      LOG.error("extension {} failed: {}", name, words, e.getCause());
      throw e;
    }
  }

  private Running launched() throws ExtensionFailure {
    Loaded loaded = Loaded.from(name, folder);
    Context context = new Context(name, folder, settings, bounded.host());
    try {
      Extension extension =
          bounded.run(name, "starting", loaded.loader(), () -> begun(loaded, context));
      return new Running(extension, context, loaded);
    } catch (ExtensionFailure e) {
      context.close();
      close(loaded);
      throw e;
    }
  }

  /** Where nobody waits for it any more when it has started at last, it is stopped at once. */
  private static Extension begun(Loaded loaded, Context context) throws Exception {
    Extension extension = loaded.provider().get();
    extension.start(context);
    if (context.isClosed()) {
      extension.stop();
    }
    return extension;
  }

  private void end() {
    Running ending = running;
    if (ending == null) {
      return;
    }
    running = null;
    info = new ExtensionInfo(name, folder, State.STOPPED, "");
    ending.context.close();
    try {
      bounded.run(
          name,
          "stopping",
          ending.loaded.loader(),
          () -> {
            ending.extension.stop();
            return ending;
          });
      LOG.info("extension {} stopped", name);
    } catch (ExtensionFailure e) {
      LOG.warn("extension {} stopped, not as it should: {}", name, e.getMessage(), e.getCause());
    }
    close(ending.loaded);
  }

  private void close(Loaded loaded) {
    try {
      loaded.closing().close();
    } catch (IOException e) {
      LOG.warn("extension {}: its jars could not be closed", name, e);
    }
  }
}
