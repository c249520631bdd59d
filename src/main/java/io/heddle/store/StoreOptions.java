package io.heddle.store;

import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.nio.file.Path;

/**
 * Where a store is and how it is kept.
 *
 * @param folder that belongs to it alone
 */
public record StoreOptions(Path folder, LogOptions log) {
  /** The largest file of a segment. */
  public static final int LARGEST_SEGMENT = 1 << 30;

  /**
   * What comes to a packet of the largest size: a topic that was an alias, a mount point, a user.
   */
  private static final int BESIDES = 256 << 10;

  /** The next file is kept ready, too: without it the reserve begins. */
  private static final int NEXT = 1;

  /**
   * How large its files are, and how many are kept ready.
   *
   * @param segmentBytes of a file, if the largest packet fits into half of it; else it is doubled
   *     until that is so
   * @param packetSizeMax of the largest packet
   * @param reserveBytes that only acknowledgements, and what makes room, may use: at least a file
   */
  public record Sizes(long segmentBytes, int packetSizeMax, long reserveBytes) {
    int segment() {
      long needed = 2L * (packetSizeMax + BESIDES);
      long segment = segmentBytes;
      while (segment < needed && segment < LARGEST_SEGMENT) {
        segment *= 2;
      }
      return (int) Math.min(segment, LARGEST_SEGMENT);
    }

    int spares() {
      long files = (reserveBytes + segment() - 1) / segment();
      return (int) Math.max(1, files) + NEXT;
    }
  }

  /** Options for files of that size. */
  public static StoreOptions of(Path folder, Durability durability, Sizes sizes) {
    return new StoreOptions(folder, new LogOptions(sizes.segment(), sizes.spares(), durability));
  }
}
