package io.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.WatchedDisk;
import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that is made short has what it had, whenever that ends. */
class CompactionTest {
  private static final int MESSAGES = 200;
  private static final LogOptions OPTIONS =
      new LogOptions(TestedStore.SEGMENT, 0, Durability.FSYNC);

  private static long segments(Stocked stocked) {
    return Stocked.files(stocked.disk).keySet().stream()
        .filter(name -> name.endsWith(".log"))
        .count();
  }

  @Test
  void itHasWhatItHadInFewerFiles() throws IOException {
    Stocked stocked = Stocked.with(MESSAGES);
    List<String> before = Stocked.kept(stocked.disk);
    long segments = segments(stocked);
    stocked.disk.killProcess();
    Compaction.run(stocked.disk, OPTIONS, InstantSource.system());
    assertTrue(segments(stocked) < segments / 3, segments + " > " + segments(stocked));
    stocked.disk.cutPower();
    Stock stock = Inspection.of(stocked.disk).stock();
    assertTrue(stock.neededBytes() > stock.deadBytes(), stock::toString);
    assertEquals(before, Stocked.kept(stocked.disk));
  }

  @Test
  void aSecondTimeItStaysAsShort() throws IOException {
    Stocked stocked = Stocked.with(MESSAGES);
    List<String> before = Stocked.kept(stocked.disk);
    for (int i = 0; i < 3; i++) {
      stocked.disk.killProcess();
      Compaction.run(stocked.disk, OPTIONS, InstantSource.system());
    }
    assertEquals(before, Stocked.kept(stocked.disk));
    assertTrue(segments(stocked) < 8, () -> segments(stocked) + " segments");
  }

  @Test
  void itMayEndAtEachMoment() throws IOException {
    int changes = 0;
    boolean done = false;
    while (!done) {
      Stocked stocked = Stocked.with(MESSAGES / 4);
      List<String> before = Stocked.kept(stocked.disk);
      stocked.disk.killProcess();
      try {
        Compaction.run(
            WatchedDisk.dyingAfter(stocked.disk, changes), OPTIONS, InstantSource.system());
        done = true;
      } catch (IOException e) {
        stocked.disk.cutPower();
      }
      assertEquals(before, Stocked.kept(stocked.disk), "after " + changes + " changes");
      changes++;
    }
    assertTrue(changes > 10, "it was changed " + changes + " times");
  }

  @Test
  void aDiskWithoutRoomCostsNothing() throws IOException {
    Stocked stocked = Stocked.with(MESSAGES);
    List<String> before = Stocked.kept(stocked.disk);
    stocked.disk.killProcess();
    stocked.disk.capacity(0);
    try {
      Compaction.run(stocked.disk, OPTIONS, InstantSource.system());
      throw new AssertionError("there was room");
    } catch (IOException e) {
      stocked.disk.capacity(Long.MAX_VALUE);
    }
    assertEquals(before, Stocked.kept(stocked.disk));
  }
}
