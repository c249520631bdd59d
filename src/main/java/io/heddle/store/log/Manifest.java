package io.heddle.store.log;

import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;

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
}
