package io.heddle.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How many have each message of a segment: a table of numbers, because there may be millions; five
 * to seven bytes for each. Open addressing with linear probing; an offset is never 0, and what
 * nobody has any more keeps its slot until the table is built anew. Guarded by its owner.
 */
final class Holds {
  private static final int FIRST = 16;

  /** Multiplies to spread what lies close together. */
  private static final int SPREAD = 0x9E3779B9;

  /** Of this many slots so many are in use at most, and so many after the table was built anew. */
  private static final int PARTS = 20;

  private static final int FULL = 17;
  private static final int FRESH = 14;

  private int[] offsets = new int[FIRST];

  /** How many have it; so many more than a byte takes are in {@link #more}. */
  private byte[] counts = new byte[FIRST];

  private final Map<Integer, Integer> more = new HashMap<>(0);
  private int used;
  private int live;

  /** Changes the count of an offset by one and answers it; below zero when nobody had it. */
  int add(int offset, int change) {
    int slot = slot(offset);
    if (offsets[slot] == 0) {
      if (change < 0) {
        return -1;
      }
      if ((used + 1L) * PARTS > (long) offsets.length * FULL) {
        rebuild();
        slot = slot(offset);
      }
      offsets[slot] = offset;
      used++;
    }
    return change(slot, change);
  }

  private int change(int slot, int change) {
    int before = count(slot);
    if (before == 0 && change < 0) {
      return -1;
    }
    int now = before + change;
    live += (before == 0 ? 1 : 0) - (now == 0 ? 1 : 0);
    counts[slot] = (byte) Math.min(now, Byte.MAX_VALUE);
    if (now > Byte.MAX_VALUE) {
      more.put(offsets[slot], now - Byte.MAX_VALUE);
    } else if (!more.isEmpty()) {
      more.remove(offsets[slot]);
    }
    return now;
  }

  private int count(int slot) {
    return counts[slot] < Byte.MAX_VALUE
        ? counts[slot]
        : Byte.MAX_VALUE + more.getOrDefault(offsets[slot], 0);
  }

  int get(int offset) {
    return count(slot(offset));
  }

  boolean isEmpty() {
    return live == 0;
  }

  void forEach(IntConsumer action) {
    for (int i = 0; i < offsets.length; i++) {
      if (counts[i] > 0) {
        action.accept(offsets[i]);
      }
    }
  }

  private int slot(int offset) {
    long spread = Integer.toUnsignedLong(offset * SPREAD);
    int slot = (int) (spread * offsets.length >>> Integer.SIZE);
    while (offsets[slot] != 0 && offsets[slot] != offset) {
      slot = slot + 1 == offsets.length ? 0 : slot + 1;
    }
    return slot;
  }

  private void rebuild() {
    int[] oldOffsets = offsets;
    byte[] oldCounts = counts;
    int size = Math.toIntExact(Math.max(FIRST, (live + 1L) * PARTS / FRESH));
    offsets = new int[size];
    counts = new byte[size];
    used = 0;
    for (int i = 0; i < oldOffsets.length; i++) {
      if (oldCounts[i] > 0) {
        int slot = slot(oldOffsets[i]);
        offsets[slot] = oldOffsets[i];
        counts[slot] = oldCounts[i];
        used++;
      }
    }
  }
}
