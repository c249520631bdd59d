package io.heddle;

import io.heddle.api.Durability;
import io.heddle.api.Store;
import io.heddle.api.StoreCopy;
import io.heddle.api.StoreStatus;
import io.heddle.broker.Core;
import io.heddle.session.Kept;
import io.heddle.session.SessionStore;
import io.heddle.session.StoreFigures;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import io.heddle.store.Backups;
import io.heddle.store.Copies;
import io.heddle.store.Crew;
import io.heddle.store.DurableStore;
import io.heddle.store.StoreOptions;
import io.heddle.store.disk.Folder;
import io.heddle.store.log.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a broker: on disk, or nowhere. Opened before everything else, and closed after it;
 * belongs to the thread that starts the broker, and then to the one that closes it, but for what it
 * is as a {@link Store}: that is safe for use by any thread.
 */
final class Storage implements Store, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final @Nullable StoreOptions options;
  private final DurableStore.@Nullable Opened opened;
  private @Nullable Crew crew;

  /** Written by the thread that starts the broker, read by any. */
  private volatile @Nullable Backups backups;

  private Storage(@Nullable StoreOptions options, DurableStore.@Nullable Opened opened) {
    this.options = options;
    this.opened = opened;
  }

  /**
   * Opens what the configuration names.
   *
   * @throws StartException when that cannot be
   */
  static Storage open(@Nullable StoreOptions options, InstantSource clock, RandomGenerator random) {
    if (options == null) {
      return new Storage(null, null);
    }
    try {
      Folder folder = Folder.open(options.folder());
      DurableStore.Opened opened = opened(folder, options, clock, random);
      for (Damage damage : opened.damages()) {
        LOG.error("The store is damaged: {}", damage);
      }
      return new Storage(options, opened);
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
    backups = new Backups(opened.store(), threads);
    crew = Crew.start(opened.store(), threads, core.timer()::nanos, core::stateAgain, core::giveUp);
    if (!kept.sessions().isEmpty() || !kept.retained().isEmpty()) {
      LOG.info(
          "{} sessions and {} retained messages are back",
          kept.sessions().size(),
          kept.retained().size());
    }
  }

  @Override
  public Optional<StoreStatus> status() {
    if (opened == null || options == null) {
      return Optional.empty();
    }
    StoreFigures figures = opened.store().figures();
    Backups making = backups;
    return Optional.of(
        new StoreStatus(
            options.folder(),
            Durability.valueOf(options.log().durability().name()),
            figures.full(),
            figures.failing(),
            opened.damages().stream().map(Damage::toString).toList(),
            making != null && making.isBusy()));
  }

  @Override
  public StoreCopy backup(Path target) {
    Backups making = backups;
    if (making == null) {
      throw new IllegalStateException(
          opened == null
              ? "nothing is kept: data.directory is not set"
              : "the broker has not started yet");
    }
    try {
      Copies.Copy copy = making.make(target);
      LOG.info("A backup was made: {} ({} bytes)", target, copy.bytes());
      return new StoreCopy(
          target,
          copy.segments(),
          copy.bytes(),
          copy.damages().stream().map(Damage::toString).toList());
    } catch (IOException e) {
      throw new IllegalStateException("no backup was made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    Backups making = backups;
    if (making != null) {
      making.close();
    }
    if (crew != null) {
      crew.close();
    } else if (opened != null) {
      opened.store().abandon();
    }
  }
}
