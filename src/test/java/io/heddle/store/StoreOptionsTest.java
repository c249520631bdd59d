package io.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How large files are, and how many are ready. */
class StoreOptionsTest {
  private static final int MIB = 1 << 20;

  private static LogOptions log(long segment, int packet, long reserve) {
    StoreOptions.Sizes sizes = new StoreOptions.Sizes(segment, packet, reserve);
    return StoreOptions.of(Path.of("x"), Durability.OS, sizes).log();
  }

  @Test
  void theLargestPacketFitsIntoHalfAFile() {
    assertEquals(16 * MIB, log(16 * MIB, 4 * MIB, 0).segmentBytes());
    assertEquals(32 * MIB, log(16 * MIB, 8 * MIB, 0).segmentBytes());
    assertEquals(MIB, log(MIB, 65_536, 0).segmentBytes());
    assertEquals(2 * MIB, log(MIB, MIB / 2, 0).segmentBytes());
    assertEquals(1 << 30, log(MIB, 268_435_460, 0).segmentBytes());
    assertEquals(1 << 30, log(1 << 30, 268_435_460, 0).segmentBytes());
    assertEquals(768 * MIB, log(768 * MIB, 4 * MIB, 0).segmentBytes());
  }

  @Test
  void theReserveIsInWholeFilesAndAtLeastOne() {
    assertEquals(2, log(16 * MIB, 4 * MIB, 0).spares());
    assertEquals(2, log(16 * MIB, 4 * MIB, 16 * MIB).spares());
    assertEquals(3, log(16 * MIB, 4 * MIB, 16 * MIB + 1).spares());
    assertEquals(17, log(MIB, 65_536, 16 * MIB).spares());
  }
}
