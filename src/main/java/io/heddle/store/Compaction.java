package io.heddle.store;

import io.heddle.store.disk.Disk;
import io.heddle.store.log.LogOptions;
import io.heddle.store.log.Position;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a store that nobody uses as short as it can be: says all that is so again, copies the
 * messages of segments that are not nearly full of such that somebody has, and drops what is dead.
 * Nothing is dropped before what replaces it is safe, so it may end at any moment. Belongs to one
 * thread; used once.
 *
 * <p>It is for a store that is sound: of a damaged one it would drop what people could still look
 * at.
 */
public final class Compaction {
  /** Bytes after which what was said is written. */
  private static final long PORTION = 4 << 20;

  private final SegmentLog log;
  private final LogOptions options;
  private final Image image;
  private final Wanted wanted;

  /** Numbers of the messages that were copied before, by where they lie. */
  private final Map<Long, Long> numbers = new HashMap<>();

  private long pending;

  private Compaction(SegmentLog log, LogOptions options, Image image) {
    this.log = log;
    this.options = options;
    this.image = image;
    this.wanted = Wanted.of(image);
    image.placed.forEach((body, place) -> numbers.put(place, body));
  }

  /**
   * Compacts the store on a disk, and lets the disk go.
   *
   * @throws IOException when the disk cannot be read or written; then the store is as good as
   *     before
   */
  public static void run(Disk disk, LogOptions options, InstantSource clock) throws IOException {
    Image image = new Image();
    SegmentLog log = SegmentLog.open(disk, options, clock, 1, image).log();
    try {
      new Compaction(log, options, image).compact();
    } finally {
      log.close();
    }
  }

  private void compact() throws IOException {
    log.commit();
    long begin = log.head();
    sayAgain();
    log.cover(begin);
    log.commit();
    List<Integer> dropped = new ArrayList<>();
    Map<Integer, List<Long>> bySegment = bySegment();
    for (int segment : log.segments()) {
      if (segment < Position.segment(begin)) {
        List<Long> live = bySegment.getOrDefault(segment, List.of());
        if (isSparse(live)) {
          for (long place : live) {
            copy(place);
          }
          dropped.add(segment);
        }
      }
    }
    log.commit();
    log.drop(dropped.stream().mapToInt(Integer::intValue).toArray());
    log.commit();
    for (int segment : dropped) {
      log.remove(segment);
    }
  }

  private void sayAgain() throws IOException {
    for (Map.Entry<Long, Image.Owner> owner : image.owners.entrySet()) {
      for (Note note : image.notes(owner.getKey())) {
        say(note);
      }
    }
    for (Note.Retained retained : image.retained.values()) {
      say(retained);
    }
    for (long place : wanted.places()) {
      long body = numbers.getOrDefault(place, place);
      if (body != place) {
        say(new Note.Placed(body, place));
      }
    }
    if (image.heartbeat() != 0) {
      say(new Note.Heartbeat(image.heartbeat()));
    }
  }

  private void say(Note note) throws IOException {
    append(Notation.kind(note), Notation.bytes(note));
  }

  private void append(byte kind, byte[] bytes) throws IOException {
    log.append(kind, bytes.length, into -> into.put(bytes));
    pending += bytes.length;
    if (pending > PORTION) {
      pending = 0;
      log.commit();
    }
  }

  private Map<Integer, List<Long>> bySegment() {
    Map<Integer, List<Long>> bySegment = new HashMap<>();
    for (long place : wanted.places()) {
      bySegment.computeIfAbsent(Position.segment(place), any -> new ArrayList<>()).add(place);
    }
    return bySegment;
  }

  /** Whether less than three quarters of a segment is what somebody has. */
  private boolean isSparse(List<Long> live) throws IOException {
    long bytes = 0;
    for (long place : live) {
      bytes += log.read(place).remaining();
    }
    return bytes < options.segmentBytes() / 4L * 3;
  }

  private void copy(long place) throws IOException {
    long body = numbers.getOrDefault(place, place);
    ByteBuffer bytes = log.read(place);
    append(Notation.MOVED, Notation.moved(body, place, bytes));
  }
}
