package io.heddle.store;

import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.session.Spill;
import io.heddle.store.disk.SimulatedDisk;
import io.heddle.store.log.Damage;
import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A store on a simulated disk, without threads: the test says when something is written. */
public final class TestedStore {
  /** Bytes of a segment. */
  public static final int SEGMENT = 8192;

  /** Bytes from the begin of an entry into its message. */
  private static final int MESSAGE_PART = 16;

  private final DurableStore.Opened opened;
  private Consumer<Set<Long>> giveUp = lost -> {};
  private final InstantSource clock;

  private TestedStore(DurableStore.Opened opened, InstantSource clock) {
    this.opened = opened;
    this.clock = clock;
  }

  /** Reads what is to be read ahead, as its thread does. */
  public void readPending() {
    if (opened.store().reading().isPending()) {
      commit();
      opened.store().reading().runPending();
    }
  }

  /** Whether a message is safe where it lies. */
  public boolean isOnDisk(long body) {
    return store().isSafe(store().bodies().placeOf(body) + 1);
  }

  /** Says who drops what the store has lost. */
  public void whoGivesUp(Consumer<Set<Long>> action) {
    giveUp = action;
  }

  /** Turns a bit of a message that somebody has: the one that was written first. */
  public void damageFirst(SimulatedDisk disk) {
    int segment = opened.store().log().segments().getFirst();
    long body = Collections.min(opened.store().bodies().in(segment));
    int at = (int) opened.store().bodies().placeOf(body) + MESSAGE_PART;
    disk.turnBit(String.format("%010d.log", segment), at);
  }

  /** Opens what is on the disk. */
  public static TestedStore open(SimulatedDisk disk, InstantSource clock) {
    try {
      LogOptions options = new LogOptions(SEGMENT, 2, Durability.FSYNC);
      return new TestedStore(DurableStore.open(disk, options, clock, 1), clock);
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

  /**
   * What was there, but for messages that are damaged: they are forgotten as when they are read.
   */
  public Kept readable() {
    opened.kept().sessions().forEach(of -> readable(of.waiting(), of.journal()));
    opened.kept().groups().forEach(of -> readable(of.waiting(), of.journal()));
    Kept all = opened.kept();
    List<Kept.Retained> retained = all.retained().stream().filter(this::isReadable).toList();
    return new Kept(all.lastHeartbeat(), all.sessions(), all.groups(), retained);
  }

  private boolean isReadable(Kept.Retained retained) {
    boolean readable = store().read(retained.body()) != null;
    if (!readable) {
      store().unretained(retained.topic());
      store().letGo(retained.body());
    }
    return readable;
  }

  private void readable(Spill waiting, Journal journal) {
    waiting.removeIf(
        stored -> store().read(stored.body()) == null,
        stored -> {
          journal.gone(stored);
          store().letGo(stored.body());
        });
  }

  /** How many parts could not be read. */
  public int damages() {
    return opened.damages().size();
  }

  /** Which parts could not be read. */
  public List<String> damageWords() {
    return opened.damages().stream().map(Damage::what).toList();
  }

  /** The time of day. */
  public long now() {
    return clock.millis();
  }

  /** Makes safe what was written so far. */
  public void commit() {
    try {
      opened.store().log().commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tryToCommit() {
    try {
      opened.store().log().commit();
    } catch (IOException e) {
      Thread.yield(); // it is tried again, as the committer does
    }
  }

  /** Tries to make safe what was written so far; the disk may fail. */
  public boolean tryCommit() {
    try {
      opened.store().log().commit();
      return true;
    } catch (IOException e) {
      return false;
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

  /** Whether there is no room but the reserve. */
  public boolean isFull() {
    return opened.store().isFull();
  }

  /** Looks whether there is room. */
  public void lookForRoom(Runnable sayAgain) {
    withCommitter(keeping(sayAgain)::round);
  }

  private Housekeeping keeping(Runnable sayAgain) {
    return new Housekeeping(opened.store(), sayAgain, giveUp);
  }

  /** What may take long, and fail. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** A round of what keeps the store short, with somebody who commits meanwhile. */
  public void keepShort(Runnable sayAgain) {
    Housekeeping keeping = keeping(sayAgain);
    withCommitter(() -> {
      keeping.cover();
      keeping.dropEmpty();
      keeping.compact();
    });
  }

  private void withCommitter(Work work) {
    Thread committer = Thread.ofPlatform().start(this::commitOnAndOn);
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      committer.interrupt();
      join(committer);
    }
  }

  private void commitOnAndOn() {
    while (!Thread.currentThread().isInterrupted()) {
      tryToCommit();
    }
  }

  /**
   * The same in one order of steps: what is written is made safe when the round waits for it, and
   * not at any other time. The process dies when that was done so often: then nothing is made safe
   * any more, and the answer is false.
   */
  public boolean keepShort(Runnable sayAgain, int commits) throws IOException {
    Thread keeper = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread committer =
        Thread.ofPlatform().start(() -> commitWhenAwaited(keeper, commits, over::get));
    boolean died = false;
    try {
      Housekeeping keeping = keeping(sayAgain);
      keeping.cover();
      keeping.dropEmpty();
      keeping.compact();
    } catch (InterruptedException e) {
      died = true;
    } finally {
      over.set(true);
      join(committer);
      died |= Thread.interrupted();
    }
    return !died;
  }

  private void commitWhenAwaited(Thread keeper, int commits, BooleanSupplier over) {
    int left = commits;
    while (!over.getAsBoolean()) {
      // In this order: what is not safe was written since it waited last.
      boolean awaited =
          !opened.store().isSafe(opened.store().mark())
              && keeper.getState() == Thread.State.TIMED_WAITING;
      if (awaited && left-- > 0) {
        tryCommit();
      } else if (awaited) {
        keeper.interrupt();
        return;
      }
      Thread.onSpinWait();
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
