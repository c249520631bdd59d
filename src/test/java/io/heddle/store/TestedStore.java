package io.heddle.store;

import io.heddle.session.Kept;
import io.heddle.store.disk.SimulatedDisk;
import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** A store on a simulated disk, without threads: the test says when something is written. */
public final class TestedStore {
  private final DurableStore.Opened opened;

  private TestedStore(DurableStore.Opened opened) {
    this.opened = opened;
  }

  /** Opens what is on the disk. */
  public static TestedStore open(SimulatedDisk disk, InstantSource clock) {
    try {
      LogOptions options = new LogOptions(8192, 0, Durability.FSYNC);
      return new TestedStore(DurableStore.open(disk, options, clock, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The store. */
  public DurableStore store() {
    return opened.store();
  }

  /** What was there. */
  public Kept kept() {
    return opened.kept();
  }

  /** How many parts could not be read. */
  public int damages() {
    return opened.damages().size();
  }

  /** Makes safe what was written so far. */
  public void commit() {
    try {
      opened.store().log().commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many segments there are. */
  public int segments() {
    return opened.store().log().segments().size() + 1;
  }

  /** How many messages somebody has, by what the store counts. */
  public int bodies() {
    return opened.store().log().segments().stream().mapToInt(opened.store().bodies()::live).sum()
        + opened.store().bodies().live((int) (opened.store().log().head() >>> Integer.SIZE));
  }

  /** A round of what keeps the store short, with somebody who commits meanwhile. */
  public void keepShort(Runnable sayAgain) {
    Thread committer =
        Thread.ofPlatform()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                commit();
                Thread.onSpinWait();
              }
            });
    try {
      Housekeeping keeping = new Housekeeping(opened.store(), sayAgain);
      keeping.cover();
      keeping.dropEmpty();
      keeping.compact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      committer.interrupt();
      join(committer);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
