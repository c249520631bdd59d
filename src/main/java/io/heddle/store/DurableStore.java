package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.session.Assurance;
import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.session.SessionStore;
import io.heddle.session.StoreFigures;
import io.heddle.store.disk.Disk;
import io.heddle.store.log.CommitFigures;
import io.heddle.store.log.Damage;
import io.heddle.store.log.LogOptions;
import io.heddle.store.log.Said;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions, share groups and retained messages on a disk. Safe for use by any thread.
 *
 * <p>It has no threads of its own: {@link Crew} has.
 */
public final class DurableStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);

  private final SegmentLog log;
  private final LogOptions options;
  private final InstantSource clock;
  private final Bodies bodies;
  private final Reading reading;
  private final AtomicLong lastOwner;
  private final Disk disk;
  private final AtomicLong owners = new AtomicLong();
  private final AtomicInteger damages;

  /** Written once, before anybody else has the store. */
  private volatile CommitFigures commits = CommitFigures.none();

  /** Written by whoever keeps the house. */
  private volatile boolean full;

  private final Said said = new Said();

  /** Milliseconds of the epoch; 0 for never. */
  private final AtomicLong lastHeartbeat = new AtomicLong();

  private DurableStore(
      Disk disk,
      SegmentLog.Opened opened,
      LogOptions options,
      InstantSource clock,
      long lastOwner) {
    this.disk = disk;
    this.log = opened.log();
    this.damages = new AtomicInteger(opened.damages().size());
    this.options = options;
    this.clock = clock;
    this.bodies = new Bodies();
    this.reading = new Reading(log, bodies, clock, this::damaged);
    this.lastOwner = new AtomicLong(lastOwner);
  }

  /**
   * A store that is open.
   *
   * @param kept what an earlier process kept
   * @param damages what could not be read
   */
  public record Opened(DurableStore store, Kept kept, List<Damage> damages) {}

  /**
   * Opens the store on a disk, or begins one on an empty disk.
   *
   * @param newId for a store that begins: a number that no other store has
   * @throws IOException when the disk cannot be read or written, or the store is of a newer version
   */
  public static Opened open(Disk disk, LogOptions options, InstantSource clock, long newId)
      throws IOException {
    Image image = new Image();
    SegmentLog.Opened opened = SegmentLog.open(disk, options, clock, newId, image);
    opened.log().commit();
    DurableStore store = new DurableStore(disk, opened, options, clock, image.lastOwner());
    store.lastHeartbeat.set(image.heartbeat());
    Recall recall = new Recall(image, store.log, store.bodies, store::journal);
    return new Opened(store, recall.kept(image.heartbeat()), opened.damages());
  }

  /** Lets the files go as they are: nobody has used it. */
  public void abandon() {
    try {
      log.close();
    } catch (IOException e) {
      LOG.error("The files of the store could not be closed", e);
    }
  }

  /** Says who counts the commits. */
  void committedBy(CommitFigures figures) {
    commits = figures;
  }

  /** Whether there is no room but the reserve. */
  void full(boolean now) {
    full = now;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public StoreFigures figures() {
    List<Integer> segments = log.segments();
    return new StoreFigures(
        commits.classes().stream().mapToLong(Long::longValue).sum(),
        commits.bytes(),
        commits.nanos(),
        commits.classes(),
        segments.size() + 1,
        bodies.liveBytes(),
        (long) (segments.size() + 1) * options.segmentBytes(),
        full,
        commits.isFailing(),
        damages.get());
  }

  /** A part of it cannot be read. */
  void damaged() {
    damages.incrementAndGet();
  }

  /** One that an earlier process had. */
  private OwnerJournal journal(long owner) {
    owners.incrementAndGet();
    return new OwnerJournal(this, owner);
  }

  /** Nothing is left of one. */
  void ended() {
    owners.decrementAndGet();
  }

  /** Bytes that can be written, as far as can be told: what is less than a file is no use. */
  long usableBytes() throws IOException {
    long files = disk.usable() / options.segmentBytes();
    return log.spareBytes() + files * options.segmentBytes();
  }

  /** How many there are. */
  long owners() {
    return owners.get();
  }

  SegmentLog log() {
    return log;
  }

  LogOptions options() {
    return options;
  }

  Bodies bodies() {
    return bodies;
  }

  /** Writes a note down, and answers its mark. */
  long append(Note note) {
    byte[] bytes = Notation.bytes(note);
    said.count(bytes.length);
    return log.append(Notation.kind(note), bytes.length, into -> into.put(bytes)) + 1;
  }

  Said said() {
    return said;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Journal journal() {
    owners.incrementAndGet();
    return new OwnerJournal(this, lastOwner.incrementAndGet());
  }

  @Override
  public long body(Message message) {
    byte[] bytes = Notation.bytes(message);
    if (bytes.length > options.segmentBytes() / 2) {
      LOG.warn(
          "A message of {} bytes is not kept: it is larger than clients may send", bytes.length);
      return 0;
    }
    return log.append(
        Notation.BODY,
        bytes.length,
        into -> into.put(bytes),
        position -> bodies.written(position, bytes.length));
  }

  @Override
  public void hold(long body) {
    bodies.hold(body);
  }

  @Override
  public boolean holdIfKept(long body) {
    return bodies.holdIfKept(body);
  }

  @Override
  public void letGo(long body) {
    bodies.letGo(body);
  }

  @Override
  public @Nullable Message read(long body) {
    return reading.read(body);
  }

  @Override
  public void readAhead(LongConsumer task) {
    reading.add(task);
  }

  /** What is to be read. */
  Reading reading() {
    return reading;
  }

  @Override
  public void retained(String topic, long body, int weight, long expiresAt) {
    append(new Note.Retained(body, weight, expiresAt, topic));
  }

  @Override
  public void unretained(String topic) {
    append(new Note.Unretained(topic));
  }

  @Override
  public long mark() {
    return log.head();
  }

  @Override
  public boolean isSafe(long mark) {
    return log.committed() >= mark;
  }

  @Override
  public boolean await(long mark, long nanos) throws InterruptedException {
    return log.await(mark, nanos);
  }

  @Override
  public Assurance written() {
    return new Written(log);
  }

  @Override
  public void together(Runnable action) {
    log.together(action);
  }

  @Override
  public void heartbeat() {
    lastHeartbeat.set(clock.millis());
    append(new Note.Heartbeat(lastHeartbeat.get()));
  }

  /** Says the last sign of life again. When there is another one meanwhile, that is the last. */
  void heartbeatAgain() {
    long said;
    do {
      said = lastHeartbeat.get();
      append(new Note.Heartbeat(said));
    } while (said != lastHeartbeat.get());
  }
}
