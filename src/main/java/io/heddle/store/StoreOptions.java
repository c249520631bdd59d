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
  private static final int LEAST_SEGMENT = 16 << 20;
  private static final int LARGEST_SEGMENT = 1 << 30;

  /**
   * Options for packets of that size: the largest message has to fit into half a segment.
   *
   * @param packetSizeMax in bytes
   */
  public static StoreOptions of(Path folder, Durability durability, int packetSizeMax) {
    long needed = 2L * packetSizeMax + LEAST_SEGMENT / 4;
    int segment = LEAST_SEGMENT;
    while (segment < needed && segment < LARGEST_SEGMENT) {
      segment *= 2;
    }
    return new StoreOptions(folder, new LogOptions(segment, 2, durability));
  }
}
