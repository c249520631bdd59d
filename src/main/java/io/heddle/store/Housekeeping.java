package io.heddle.store;

import io.heddle.store.log.Position;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the log short: says everything that is so again, forgets what was said before, copies the
 * few messages of old segments, and drops what is empty. Belongs to one thread.
 */
final class Housekeeping {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  /** Segments of notes beside the messages that somebody has. */
  private static final int NOTES = 2;

  private final DurableStore store;
  private final SegmentLog log;
  private final Bodies bodies;
  private final Runnable sayAgain;
  private int covered;

  /**
   * For this store.
   *
   * @param sayAgain makes all owners say again what is so
   */
  Housekeeping(DurableStore store, Runnable sayAgain) {
    this.store = store;
    this.log = store.log();
    this.bodies = store.bodies();
    this.sayAgain = sayAgain;
  }

  /** Does what is to be done. */
  void round() throws IOException, InterruptedException {
    log.prepare();
    if (isLong()) {
      cover();
      dropEmpty();
      compact();
    }
  }

  /** Empties the sparsest segment, if that is worth while. */
  void compact() throws IOException, InterruptedException {
    Optional<Integer> sparse = sparse();
    if (sparse.isPresent()) {
      empty(sparse.get());
      dropEmpty();
    }
  }

  /** Whether so much was said that it is worth while to say what is left of it. */
  private boolean isLong() {
    int head = Position.segment(log.head());
    long liveSegments = liveBytes() / store.options().segmentBytes();
    return head - covered >= NOTES + liveSegments;
  }

  private long liveBytes() {
    return log.segments().stream().mapToLong(bodies::liveBytes).sum();
  }

  void cover() throws InterruptedException {
    long begin = log.head();
    sayAgain.run();
    store.heartbeatAgain();
    for (Map.Entry<Long, Long> copied : bodies.copied().entrySet()) {
      store.append(new Note.Placed(copied.getKey(), copied.getValue()));
    }
    await(log.cover(begin));
    covered = Position.segment(begin);
  }

  private void await(long mark) throws InterruptedException {
    while (!log.await(mark, PATIENCE)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
    }
  }

  void dropEmpty() throws IOException, InterruptedException {
    for (int segment : log.segments()) {
      if (segment < covered && bodies.live(segment) == 0) {
        await(log.drop(segment));
        log.remove(segment);
        bodies.dropped(segment);
      }
    }
  }

  /** The segment with the fewest bytes of messages, if all together take twice what they need. */
  private Optional<Integer> sparse() {
    List<Integer> old = log.segments().stream().filter(segment -> segment < covered).toList();
    long live = old.stream().mapToLong(bodies::liveBytes).sum();
    long all = (long) old.size() * store.options().segmentBytes();
    return all <= 2 * live + store.options().segmentBytes()
        ? Optional.empty()
        : old.stream().min(Comparator.comparingLong(bodies::liveBytes));
  }

  /** Copies what somebody has to the end of the log. */
  private void empty(int segment) throws IOException {
    for (long body : bodies.in(segment)) {
      long position = bodies.placeOf(body);
      if (Position.segment(position) == segment) {
        copy(body, position);
      }
    }
  }

  private void copy(long body, long position) throws IOException {
    ByteBuffer bytes = log.read(position);
    byte[] copy = Notation.moved(body, position, bytes);
    log.append(
        Notation.MOVED,
        copy.length,
        into -> into.put(copy),
        place -> bodies.moved(body, place, copy.length));
  }
}
