package io.heddle.store;

import io.heddle.store.log.DamagedEntryException;
import io.heddle.store.log.LogOptions;
import io.heddle.store.log.Position;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log short: says everything that is so again, forgets what was said before, copies the
 * few messages of old segments, and drops what is empty. Belongs to one thread.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  /** Bytes of what is said again of a message that somebody has, and of a session: rather more. */
  private static final long EACH_MESSAGE = 80;

  private static final long EACH_OWNER = 1024;

  /** What was measured may have grown by so much until it is said again. */
  private static final double GROWTH = 1.25;

  /** Segments that are emptied in one round. */
  private static final int EMPTIED = 8;

  /** Segments of notes beside the messages that somebody has. */
  private static final int NOTES = 2;

  private final DurableStore store;
  private final SegmentLog log;
  private final Bodies bodies;
  private final Runnable sayAgain;
  private final Consumer<Set<Long>> giveUp;
  private int covered;

  /** The segment that what was said again ends in. */
  private int saidUpTo;

  /** What was said again last beside what it was thought to take; 1 at least. */
  private double excess = 1;

  /**
   * For this store.
   *
   * @param sayAgain makes all owners say again what is so
   * @param giveUp makes all owners drop the messages with these numbers
   */
  Housekeeping(DurableStore store, Runnable sayAgain, Consumer<Set<Long>> giveUp) {
    this.giveUp = giveUp;
    this.store = store;
    this.log = store.log();
    this.bodies = store.bodies();
    this.sayAgain = sayAgain;
    this.covered = Position.segment(log.covered());
    this.saidUpTo = covered + 1;
  }

  /** Does what is to be done. */
  void round() throws IOException, InterruptedException {
    prepare();
    if (store.isFull()) {
      makeRoom();
    } else if (isLong()) {
      cover();
      dropEmpty();
      compact();
    }
  }

  /**
   * What is left is the reserve when there is no spare file, or when what there is would be taken
   * by saying everything again: a log that cannot be covered could never be short again.
   */
  private void prepare() {
    try {
      log.prepare();
      long needed = toSayAgain() + options().spares() * (long) options().segmentBytes();
      full(store.usableBytes() < needed, null);
    } catch (IOException fault) {
      full(true, fault);
    }
  }

  private void full(boolean now, @Nullable IOException fault) {
    if (now && !store.isFull()) {
      LOG.error("The store's disk has no more room: messages to be kept are refused", fault);
    } else if (!now && store.isFull()) {
      LOG.info("There is room on the store's disk again");
    }
    store.full(now);
  }

  /** What is said again needs room, too, and must leave some to those who acknowledge. */
  private void makeRoom() throws IOException, InterruptedException {
    dropEmpty();
    if (Position.segment(log.head()) > saidUpTo && hasRoomToCover()) {
      cover();
      dropEmpty();
    }
  }

  /**
   * Empties the sparsest segments, as long as that is worth while. Several in one round: or the one
   * with what was copied last would be the sparsest again and again; but one while room is scarce,
   * for a copy takes room before it makes some.
   */
  void compact() throws IOException, InterruptedException {
    Optional<Integer> sparse = sparse();
    for (int i = 0; sparse.isPresent() && (i == 0 || i < EMPTIED && hasRoomToCopy()); i++) {
      empty(sparse.get());
      dropEmpty();
      sparse = sparse();
    }
  }

  private boolean hasRoomToCopy() throws IOException {
    return store.usableBytes() > (EMPTIED + NOTES) * (long) options().segmentBytes();
  }

  /** What is said again must not take what others need, or the log could never be short again. */
  private boolean hasRoomToCover() throws IOException {
    return store.usableBytes() > toSayAgain() + options().segmentBytes() / 2;
  }

  private long toSayAgain() {
    return (long) (excess * thought());
  }

  private long thought() {
    return bodies.held() * EACH_MESSAGE + store.owners() * EACH_OWNER;
  }

  private LogOptions options() {
    return store.options();
  }

  /** Whether so much was said that it is worth while to say what is left of it. */
  private boolean isLong() {
    int head = Position.segment(log.head());
    long needed = (liveBytes() + toSayAgain()) / options().segmentBytes();
    return head - covered >= NOTES + needed;
  }

  private long liveBytes() {
    return log.segments().stream().mapToLong(bodies::liveBytes).sum();
  }

  void cover() throws InterruptedException {
    long begin = log.head();
    long thought = thought();
    long said = store.said().by(this::sayAll);
    excess = Math.max(1, GROWTH * said / Math.max(1, thought));
    long end = log.cover(begin);
    await(end);
    saidUpTo = Position.segment(end);
    covered = Position.segment(begin);
  }

  private void sayAll() {
    sayAgain.run();
    store.heartbeatAgain();
    for (Map.Entry<Long, Long> copied : bodies.copied().entrySet()) {
      store.append(new Note.Placed(copied.getKey(), copied.getValue()));
    }
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
    long all = (long) old.size() * options().segmentBytes();
    return all <= 2 * live + options().segmentBytes()
        ? Optional.empty()
        : old.stream().min(Comparator.comparingLong(bodies::liveBytes));
  }

  /** Copies what somebody has to the end of the log. What is damaged is told once, and given up. */
  private void empty(int segment) throws IOException {
    Set<Long> lost = new HashSet<>();
    for (long body : bodies.in(segment)) {
      long position = bodies.placeOf(body);
      if (Position.segment(position) == segment) {
        try {
          copy(body, position);
        } catch (DamagedEntryException damage) {
          LOG.error("A message is lost, which is dropped for all who wait for it", damage);
          store.damaged();
          bodies.lost(body);
          lost.add(body);
        }
      }
    }
    if (!lost.isEmpty()) {
      giveUp.accept(lost);
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
