package io.heddle.store;

import java.util.function.IntConsumer;

/**
 * How many have each message of a segment: a table of numbers, because there may be millions. Open
 * addressing with linear probing; an offset is never 0, and what nobody has any more keeps its slot
 * until the table is built anew. Guarded by its owner.
 */
final class Holds {
  private static final int FIRST = 64;

  /** Multiplies to spread what lies close together. */
  private static final int SPREAD = 0x9E3779B9;

  private int[] offsets = new int[FIRST];
  private int[] counts = new int[FIRST];
  private int used;
  private int live;

  /** Changes the count of an offset and answers it. */
  int add(int offset, int change) {
    int slot = slot(offset);
    if (offsets[slot] == 0) {
      if (change < 0) {
        return -1; // nobody has it
      }
      if ((used + 1) * 4 > offsets.length * 3) {
        rebuild();
        slot = slot(offset);
      }
      offsets[slot] = offset;
      used++;
    }
    int before = counts[slot];
    if (before == 0 && change < 0) {
      return -1;
    }
    counts[slot] = before + change;
    live += before == 0 ? 1 : 0;
    live -= counts[slot] == 0 ? 1 : 0;
    return counts[slot];
  }

  int get(int offset) {
    return counts[slot(offset)];
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
    int mask = offsets.length - 1;
    int slot = offset * SPREAD >>> Integer.numberOfLeadingZeros(mask) & mask;
    while (offsets[slot] != 0 && offsets[slot] != offset) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void rebuild() {
    int[] oldOffsets = offsets;
    int[] oldCounts = counts;
    int size = Math.max(FIRST, Integer.highestOneBit(live * 2) * 2);
    offsets = new int[size];
    counts = new int[size];
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
