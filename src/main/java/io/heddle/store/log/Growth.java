package io.heddle.store.log;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * The end of the log where it grows: what is appended and not yet the committer's, and what the
 * next manifest will say. Guarded by the log's lock.
 */
final class Growth {
  private final int segmentBytes;
  private final InstantSource clock;

  /** Of the segments before the one that is appended to. */
  private final NavigableMap<Integer, Integer> ends;

  private List<Batch> full = new ArrayList<>();
  private Batch last;
  private long covered;
  private long commits;

  Growth(int segmentBytes, InstantSource clock, Recovery.Found found) {
    this.segmentBytes = segmentBytes;
    this.clock = clock;
    this.ends = found.manifest().ends();
    this.covered = found.manifest().covered();
    this.commits = found.commits();
    this.last = new Batch(found.next(), SegmentHeader.SIZE);
    putManifest();
  }

  /** Adds an entry and answers its position. */
  long add(byte kind, int length, Consumer<ByteBuffer> payload) {
    if (Entry.size(length) > room()) {
      roll();
    }
    return Position.of(last.segment(), last.add(kind, length, payload));
  }

  /** Adds what the log consists of now. */
  void addManifest() {
    if (Entry.size(manifest().length()) > room()) {
      roll(); // the new segment begins with it
    } else {
      putManifest();
    }
  }

  /** What the segment still takes: each batch ends with a commit. */
  int room() {
    return segmentBytes - last.end() - Entry.COMMIT_SIZE;
  }

  private void roll() {
    if (!last.isEmpty()) { // or all of it is committed, and there may be no room for a commit
      putCommit(Entry.HALF);
      last.goesOn();
      full.add(last);
    }
    ends.put(last.segment(), last.end());
    last = new Batch(last.segment() + 1, SegmentHeader.SIZE);
    putManifest();
  }

  private void putCommit(byte kind) {
    long now = clock.millis();
    last.add(kind, Entry.COMMIT_LENGTH, into -> into.putLong(++commits).putLong(now));
  }

  private void putManifest() {
    Manifest manifest = manifest();
    last.add(Entry.MANIFEST, manifest.length(), manifest::put);
  }

  private Manifest manifest() {
    return new Manifest(covered, ends);
  }

  /** The position after the last entry. */
  long head() {
    return Position.of(last.segment(), last.end());
  }

  boolean isEmpty() {
    return last.isEmpty() && full.isEmpty();
  }

  /** Hands over what was appended: one commit, whose parts are in several segments perhaps. */
  List<Batch> take() {
    List<Batch> taken = full;
    full = new ArrayList<>();
    if (!last.isEmpty()) {
      putCommit(Entry.COMMIT);
      taken.add(last);
      last = new Batch(last.segment(), last.end());
    }
    return taken;
  }

  long covered() {
    return covered;
  }

  void cover(long position) {
    covered = position;
  }

  void drop(int segment) {
    ends.remove(segment);
  }

  List<Integer> segments() {
    return List.copyOf(ends.keySet());
  }
}
