package io.heddle.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments that a log consists of, as the newest knows it.
 *
 * @param covered what lies before this position is replayed no more
 * @param ends where each segment before the newest ends, by its number
 */
record Manifest(long covered, NavigableMap<Integer, Integer> ends) {
  private static final int FIXED = 12;
  private static final int EACH = 8;

  int length() {
    return FIXED + EACH * ends.size();
  }

  void put(ByteBuffer into) {
    into.putLong(covered).putInt(ends.size());
    ends.forEach((segment, end) -> into.putInt(segment).putInt(end));
  }

  static Manifest get(ByteBuffer from) {
    long covered = from.getLong();
    NavigableMap<Integer, Integer> ends = new TreeMap<>();
    for (int left = from.getInt(); left > 0; left--) {
      ends.put(from.getInt(), from.getInt());
    }
    return new Manifest(covered, ends);
  }

  /** The last one that is found in a segment; null when there is none. */
  static @Nullable Manifest last(Scan scan) throws IOException {
    Last found = new Last();
    scan.run(found);
    return found.manifest;
  }

  private static final class Last implements Scan.Finder {
    private @Nullable Manifest manifest;

    @Override
    public void entry(byte kind, int offset, ByteBuffer payload) {
      if (kind == Entry.MANIFEST) {
        manifest = Manifest.get(payload);
      }
    }

    @Override
    public void gap(int from, int to) {}
  }
}
