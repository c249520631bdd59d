package io.heddle;

import io.heddle.broker.Core;
import io.heddle.session.Kept;
import io.heddle.session.SessionStore;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import io.heddle.store.Crew;
import io.heddle.store.DurableStore;
import io.heddle.store.StoreOptions;
import io.heddle.store.disk.Folder;
import io.heddle.store.log.Damage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a broker: on disk, or nowhere. Opened before everything else, and closed after it;
 * belongs to the thread that starts the broker, and then to the one that closes it.
 */
final class Storage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final DurableStore.@Nullable Opened opened;
  private @Nullable Crew crew;

  private Storage(DurableStore.@Nullable Opened opened) {
    this.opened = opened;
  }

  /**
   * Opens what the configuration names.
   *
   * @throws StartException when that cannot be
   */
  static Storage open(@Nullable StoreOptions options, InstantSource clock, RandomGenerator random) {
    if (options == null) {
      return new Storage(null);
    }
    try {
      Folder folder = Folder.open(options.folder());
      DurableStore.Opened opened = opened(folder, options, clock, random);
      for (Damage damage : opened.damages()) {
        LOG.error("The store is damaged: {}", damage);
      }
      return new Storage(opened);
    } catch (IOException e) {
      throw new StartException("data.directory = " + options.folder() + ": " + e.getMessage(), e);
    }
  }

  /** A folder that cannot be used is let go, or the next attempt would find it taken. */
  private static DurableStore.Opened opened(
      Folder folder, StoreOptions options, InstantSource clock, RandomGenerator random)
      throws IOException {
    try {
      return DurableStore.open(folder, options.log(), clock, random.nextLong());
    } catch (IOException | RuntimeException fault) {
      folder.close();
      throw fault;
    }
  }

  SessionStore store() {
    return opened == null ? SessionStore.NONE : opened.store();
  }

  /** Gives the broker what an earlier process kept, and begins to keep the store short. */
  void restore(
      Core core,
      BiFunction<String, Testator, WillReview> reviews,
      BiConsumer<String, Runnable> threads) {
    if (opened == null) {
      return;
    }
    Kept kept = opened.kept();
    core.restore(kept.reviewed(reviews));
    crew = Crew.start(opened.store(), threads, core.timer()::nanos, core::stateAgain, core::giveUp);
    LOG.info(
        "{} sessions and {} retained messages are back",
        kept.sessions().size(),
        kept.retained().size());
  }

  @Override
  public void close() {
    if (crew != null) {
      crew.close();
    } else if (opened != null) {
      opened.store().abandon();
    }
  }
}
