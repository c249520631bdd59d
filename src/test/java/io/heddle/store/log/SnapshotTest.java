package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A copy of a log while it grows, is dropped in part, and on disks that fail. */
class SnapshotTest {
  private static final byte KIND = 20;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final SimulatedDisk target = new SimulatedDisk(new Random(2));
  private final List<Long> replayed = new ArrayList<>();

  private SegmentLog open(SimulatedDisk on) throws IOException {
    replayed.clear();
    LogOptions options = new LogOptions(4096, 2, Durability.FSYNC);
    SegmentLog.Opened opened =
        SegmentLog.open(
            on, options, InstantSource.system(), 7, (kind, at, payload) -> replayed.add(at));
    assertEquals(List.of(), opened.damages());
    opened.log().commit();
    return opened.log();
  }

  private static List<Long> fill(SegmentLog log, int count) throws IOException {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(log.append(KIND, 1000, into -> into.put(new byte[1000])));
      log.commit();
    }
    return positions;
  }

  @Test
  void whatWasCommittedIsInTheCopyAndNothingElse() throws IOException {
    SegmentLog log = open(disk);
    List<Long> before = fill(log, 10);
    log.append(KIND, 8, into -> into.putLong(1)); // not committed
    try (Snapshot snapshot = log.snapshot()) {
      fill(log, 10);
      snapshot.copyTo(target, () -> true);
    }
    target.cutPower();
    open(target);
    assertEquals(before, replayed);
  }

  @Test
  void whatIsDroppedMeanwhileStaysUntilTheCopyIsMade() throws IOException {
    SegmentLog log = open(disk);
    List<Long> before = fill(log, 10);
    Snapshot first = log.snapshot();
    try (Snapshot second = log.snapshot()) {
      log.drop(1);
      log.commit();
      log.remove(1);
      assertTrue(disk.names().contains(SegmentFiles.name(1)));
      first.close();
      assertTrue(disk.names().contains(SegmentFiles.name(1)), "another copy is made");
      second.copyTo(target, () -> true);
    }
    assertFalse(disk.names().contains(SegmentFiles.name(1)));
    open(target);
    assertEquals(before, replayed);
  }

  @Test
  void whatWasDroppedBeforeIsNotMissed() throws IOException {
    SegmentLog log = open(disk);
    List<Long> positions = fill(log, 10);
    log.drop(1);
    log.commit();
    try (Snapshot snapshot = log.snapshot()) {
      log.remove(1);
      snapshot.copyTo(target, () -> true);
    }
    open(target);
    assertEquals(positions.stream().filter(at -> Position.segment(at) != 1).toList(), replayed);
  }

  @Test
  void theCopyOfAFileThatFailedIsTheNewOne() throws IOException {
    SegmentLog log = open(disk);
    List<Long> positions = new ArrayList<>(fill(log, 1));
    positions.add(log.append(KIND, 100, into -> into.put(new byte[100])));
    disk.failNext(1);
    assertThrows(IOException.class, log::commit);
    log.commit();
    try (Snapshot snapshot = log.snapshot()) {
      snapshot.copyTo(target, () -> true);
    }
    open(target);
    assertEquals(positions, replayed);
  }

  @Test
  void nothingIsLeftOfACopyThatFails() throws IOException {
    SegmentLog log = open(disk);
    fill(log, 10);
    try (Snapshot snapshot = log.snapshot()) {
      target.capacity(5000);
      assertThrows(IOException.class, () -> snapshot.copyTo(target, () -> true));
      assertEquals(List.of(), target.names());
      target.capacity(Long.MAX_VALUE);
      IOException over =
          assertThrows(IOException.class, () -> snapshot.copyTo(target, () -> false));
      assertEquals("the copy was given up", over.getMessage());
      assertEquals(List.of(), target.names());
    }
  }

  @Test
  void aCopyThatIsNotFinishedIsNoStore() throws IOException {
    SegmentLog log = open(disk);
    fill(log, 10);
    int[] asked = new int[1];
    try (Snapshot snapshot = log.snapshot()) {
      snapshot.copyTo(
          target,
          () -> {
            asked[0]++;
            assertTrue(target.names().stream().allMatch(name -> name.endsWith(".unfinished")));
            return true;
          });
    }
    assertTrue(asked[0] > 4);
  }
}
