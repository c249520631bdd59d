package io.heddle.store;

import io.heddle.store.log.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Backups of a store that is in use: one at a time, each on a platform thread of its own, because
 * files block and must not be interrupted. Safe for use by any thread.
 */
public final class Backups implements AutoCloseable {
  private final DurableStore store;
  private final BiConsumer<String, Runnable> threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean over;

  /** The one that is made or was made last. */
  private volatile @Nullable CompletableFuture<Copies.Copy> last;

  /**
   * Backups of that store.
   *
   * @param threads starts a platform thread with a name
   */
  public Backups(DurableStore store, BiConsumer<String, Runnable> threads) {
    this.store = store;
    this.threads = threads;
  }

  /** Whether one is being made. */
  public boolean isBusy() {
    return busy.get();
  }

  /**
   * Makes one: all that is safe at this moment is in it. Waits until it is made.
   *
   * @throws IllegalStateException when one is being made, or the store is closed
   * @throws IOException when it cannot be made; then nothing of it is left
   */
  public Copies.Copy make(Path target) throws IOException {
    if (over || !busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          over ? "the store is closed" : "another backup is being made");
    }
    CompletableFuture<Copies.Copy> made = new CompletableFuture<>();
    last = made;
    threads.accept("heddle-store-backup", () -> make(target, made));
    return await(made);
  }

  private void make(Path target, CompletableFuture<Copies.Copy> made) {
    try (Snapshot snapshot = store.log().snapshot()) {
      Copies.Copy copy = Copies.make(snapshot, target, () -> !over);
      busy.set(false);
      made.complete(copy);
    } catch (IOException | RuntimeException fault) {
      busy.set(false);
      made.completeExceptionally(fault);
    }
  }

  /** The thread that waits may be interrupted; the copy goes on, and so does the wait. */
  private static Copies.Copy await(CompletableFuture<Copies.Copy> made) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return made.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw new IOException(fault.getMessage(), fault);
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives up the one that is being made, and makes no more. */
  @Override
  public void close() {
    over = true;
    CompletableFuture<Copies.Copy> made = last;
    if (made != null) {
      made.exceptionally(given -> new Copies.Copy(0, 0, java.util.List.of())).join();
    }
  }
}
