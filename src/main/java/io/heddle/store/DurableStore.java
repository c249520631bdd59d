package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.session.SessionStore;
import io.heddle.store.disk.Disk;
import io.heddle.store.log.Damage;
import io.heddle.store.log.LogOptions;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
  private final AtomicLong lastOwner;

  /** Milliseconds of the epoch; 0 for never. */
  private final AtomicLong lastHeartbeat = new AtomicLong();

  private DurableStore(
      SegmentLog log, LogOptions options, InstantSource clock, Bodies bodies, long lastOwner) {
    this.log = log;
    this.options = options;
    this.clock = clock;
    this.bodies = bodies;
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
    SegmentLog log = opened.log();
    log.commit();
    Bodies bodies = new Bodies();
    DurableStore store = new DurableStore(log, options, clock, bodies, image.lastOwner());
    store.lastHeartbeat.set(image.heartbeat());
    Recall recall = new Recall(image, log, bodies, owner -> new OwnerJournal(store, owner));
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
    return log.append(Notation.kind(note), bytes.length, into -> into.put(bytes)) + 1;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Journal journal() {
    return new OwnerJournal(this, lastOwner.incrementAndGet());
  }

  @Override
  public long body(Message message) {
    byte[] bytes = Notation.bytes(message);
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
  public void letGo(long body) {
    bodies.letGo(body);
  }

  @Override
  public void retained(String topic, long body) {
    append(new Note.Retained(body, topic));
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
