package io.heddle.store.log;

import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a segment from its begin, and over what is damaged: entries lie at multiples of eight, so
 * the next good one is found again. Belongs to one thread.
 */
final class Scan {
  /** Takes what is found. */
  interface Finder {
    /** A good entry; its payload is to be read before the call is over. */
    void entry(byte kind, int offset, ByteBuffer payload);

    /** Something else lies there, and a good entry after it. */
    void gap(int from, int to);
  }

  private final Window window;
  private final long log;
  private final int segment;
  private final long end;

  /** Reads the segment up to that offset, at most. */
  Scan(DiskFile file, long log, int segment, long end) throws IOException {
    this.window = new Window(file);
    this.log = log;
    this.segment = segment;
    this.end = Math.min(end, window.size());
  }

  /** Tells what there is, and answers the offset after the last good entry. */
  int run(Finder finder) throws IOException {
    int at = SegmentHeader.SIZE;
    while (at < end) {
      if (isGood(at)) {
        int index = window.index(at);
        ByteBuffer bytes = window.bytes();
        int size = Entry.size(Entry.length(bytes, index));
        finder.entry(Entry.kind(bytes, index), at, Entry.payload(bytes, index));
        at += size;
      } else {
        int next = next(at + Entry.ALIGNMENT);
        if (next < 0) {
          return at;
        }
        finder.gap(at, next);
        at = next;
      }
    }
    return at;
  }

  private int next(int from) throws IOException {
    for (int at = from; at < end; at += Entry.ALIGNMENT) {
      if (isGood(at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isGood(int at) throws IOException {
    if (!window.shows(at, Entry.HEADER)
        || !Entry.isPlausible(window.bytes(), window.index(at), end - at)) {
      return false;
    }
    int size = Entry.size(Entry.length(window.bytes(), window.index(at)));
    return at + size <= end
        && window.shows(at, size)
        && Entry.isSealed(window.bytes(), window.index(at), new Entry.Place(log, segment, at));
  }

  /**
   * Something that is no good entry.
   *
   * @param commits that are before it
   * @param end of the last one that is whole
   */
  record Gap(int commits, int end) {}

  /** What a scan finds in the segment that was written last. */
  static final class Tail implements Finder {
    private final List<Gap> gaps = new ArrayList<>();
    private int commits;
    private int lastCommit = SegmentHeader.SIZE;
    private int commitBefore = SegmentHeader.SIZE;
    private int end = SegmentHeader.SIZE;

    @Override
    public void entry(byte kind, int offset, ByteBuffer payload) {
      if (kind == Entry.COMMIT || kind == Entry.HALF) {
        commits++;
        commitBefore = lastCommit;
        lastCommit = offset;
      }
      if (kind == Entry.COMMIT) {
        end = offset + Entry.COMMIT_SIZE;
      }
    }

    /** What is before this offset was safe before anything behind it was written. */
    int sure() {
      return commitBefore;
    }

    @Override
    public void gap(int from, int to) {
      gaps.add(new Gap(commits, end));
    }

    /**
     * Where the segment ends: with the last commit that is whole, because what was written together
     * stays together. A commit is written after the one before is safe, so only the last may be
     * torn.
     */
    int end() {
      for (Gap gap : gaps) {
        if (commits - gap.commits() <= 1) {
          return gap.end();
        }
      }
      return end;
    }
  }
}
