package io.heddle.store.log;

import io.heddle.store.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The log. Safe for use by any thread, but for {@link #commit}, which is one thread's, the
 * committer's. One lock guards all fields but the volatile ones; it is held for no input or output,
 * and is a leaf: whoever holds a session's lock may append.
 */
public final class SegmentLog {
  private final SegmentFiles files;
  private final LogOptions options;

  /** What was written when segments were larger may be written again: in a larger file. */
  private final int entryMax;

  private final long id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingPending = lock.newCondition();
  private final Whole whole = new Whole();
  private final Growth growth;
  private volatile boolean finished; // written under the lock

  /** Everything before it is committed. */
  private final Reached committed;

  /** Everything before it is with the operating system. */
  private final Reached written;

  /** The committer's: what it has taken and not written. */
  private final Deque<Batch> taken = new ArrayDeque<>();

  private final Writer writer;

  SegmentLog(SegmentFiles files, LogOptions options, InstantSource clock, Recovery.Found found) {
    this.files = files;
    this.options = options;
    this.entryMax = Math.max(options.segmentBytes(), found.largest()) / 2;
    this.id = found.log();
    this.growth = new Growth(options.segmentBytes(), clock, found);
    this.writer = new Writer(files, id, options.durability());
    this.committed = new Reached(Position.of(found.next(), SegmentHeader.SIZE));
    this.written = new Reached(committed.position());
  }

  /** A log that is open. */
  public record Opened(SegmentLog log, List<Damage> damages, long lastCommitMillis) {}

  /**
   * Opens the log on a disk, or begins one on an empty disk. It is not usable before its first
   * {@link #commit}.
   *
   * @param newId for a log that begins: a number that no other log has
   * @param replay gets the entries from the position on that {@link #cover} was called with last
   * @throws IOException when the disk cannot be read, or the log is of a newer version
   */
  public static Opened open(
      Disk disk, LogOptions options, InstantSource clock, long newId, Replay replay)
      throws IOException {
    SegmentFiles files = new SegmentFiles(disk, options.segmentBytes());
    Recovery recovery = new Recovery(disk, files, newId, replay);
    Recovery.Found found = recovery.run();
    SegmentLog log = new SegmentLog(files, options, clock, found);
    return new Opened(log, recovery.damages(), recovery.lastCommitMillis());
  }

  /**
   * Adds an entry, which is safe when {@link #committed} is behind its position. Never waits.
   *
   * @param kind 16 to 127; others are the log's own
   * @param payload puts exactly that many bytes
   * @return its position
   * @throws IllegalArgumentException when it is larger than half a segment
   */
  public long append(byte kind, int length, Consumer<ByteBuffer> payload) {
    return append(kind, length, payload, position -> {});
  }

  /** Adds an entry, and tells its position under the log's lock, before another one is added. */
  public long append(byte kind, int length, Consumer<ByteBuffer> payload, LongConsumer placed) {
    if (length > entryMax) {
      throw new IllegalArgumentException("an entry of " + length + " bytes");
    }
    lock.lock();
    try {
      long position = growth.add(kind, length, payload);
      placed.accept(position);
      somethingPending.signal();
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** Adds entries of which all outlive the process, or none; waits for nothing to be safe. */
  public void together(Runnable action) {
    whole.add(action);
  }

  /** The position after the last entry. */
  public long head() {
    return locked(growth::head);
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Everything before this position is safe. */
  public long committed() {
    return committed.position();
  }

  /**
   * Waits until everything before the position is safe; false when the time is over before.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean await(long position, long nanos) throws InterruptedException {
    return committed.await(position, nanos);
  }

  /** Everything before it outlives the process, if perhaps not the machine. */
  public Reached written() {
    return written;
  }

  /** Waits for something to commit; false when the time is over, or the log finished, before. */
  boolean awaitPending(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (growth.isEmpty() && !finished && left > 0) {
        left = somethingPending.awaitNanos(left);
      }
      return !growth.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is to be appended any more, at most so long. */
  void awaitFinish(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!finished && left > 0) {
        left = somethingPending.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isFinished() {
    return finished;
  }

  /**
   * Writes what was appended, and makes it safe. After an error nothing is lost: the next call
   * writes it to another file, because nobody knows what the one that failed has.
   *
   * @return how many bytes were written
   * @throws IOException when it could not
   */
  public long commit() throws IOException {
    long before = writeTaken();
    whole.take(this::take);
    return before + writeTaken();
  }

  private long writeTaken() throws IOException {
    long bytes = 0;
    while (!taken.isEmpty()) {
      Batch batch = taken.element();
      writer.write(batch, () -> reached(written, batch));
      taken.remove();
      bytes += batch.end() - batch.from();
      reached(written, batch);
      reached(committed, batch);
    }
    return bytes;
  }

  /** What is written together is not there before all of it is. */
  private static void reached(Reached mark, Batch batch) {
    if (batch.isWhole()) {
      mark.to(Position.of(batch.segment(), batch.end()));
    }
  }

  private void take() {
    taken.addAll(locked(growth::take));
  }

  /**
   * Reads an entry that is committed. Blocks.
   *
   * @throws DamagedEntryException when it is not what was written
   * @throws IOException when it cannot be read
   */
  public ByteBuffer read(long position) throws IOException {
    return files.read(id, position);
  }

  /** What lies before this position is replayed no more. */
  public long covered() {
    return locked(growth::covered);
  }

  /** From now on nothing before the position is replayed. Answers when that is safe. */
  public long cover(long position) {
    return manifested(() -> growth.cover(position));
  }

  /** The segments before the one that is appended to, which may be dropped. */
  public List<Integer> segments() {
    return locked(growth::segments);
  }

  /** Segments are no part of the log any more. Answers when they may be {@link #remove}d. */
  public long drop(int... segments) {
    return manifested(() -> IntStream.of(segments).forEach(growth::drop));
  }

  private long manifested(Runnable change) {
    lock.lock();
    try {
      change.run();
      growth.addManifest();
      somethingPending.signal();
      return growth.head();
    } finally {
      lock.unlock();
    }
  }

  /** Removes the file of a segment that was dropped, when that is safe. Blocks. */
  public void remove(int segment) throws IOException {
    files.remove(segment);
  }

  /** Bytes that can be appended without another file. */
  public long spareBytes() {
    long spares = files.spares();
    return locked(growth::room) + spares * (options.segmentBytes() - SegmentHeader.SIZE);
  }

  /** Makes spare files until there are as many as there should be. Blocks. */
  public void prepare() throws IOException {
    while (files.spares() < options.spares()) {
      files.makeSpare();
    }
  }

  /** No more is appended: the committer writes what is left, and ends; then {@link #close}. */
  public void finish() {
    lock.lock();
    try {
      finished = true;
      somethingPending.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * All that is committed now, to be copied while others go on appending: what the log drops stays
   * until that is closed. Blocks.
   */
  public Snapshot snapshot() throws IOException {
    return Snapshot.of(files, id, committed);
  }

  /** Lets the files go. What is not committed is lost. */
  public void close() throws IOException {
    files.close();
  }
}
