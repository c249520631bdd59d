package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A segment that is committed up to its last byte. */
class FullSegmentTest {
  private static final int SEGMENT = 4096;
  private static final byte KIND = 20;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final List<Long> replayed = new ArrayList<>();

  private SegmentLog open() throws IOException {
    replayed.clear();
    LogOptions options = new LogOptions(SEGMENT, 1, Durability.FSYNC);
    SegmentLog.Opened opened =
        SegmentLog.open(
            disk, options, InstantSource.system(), 7, (kind, at, payload) -> replayed.add(at));
    opened.log().commit();
    assertEquals(List.of(), opened.damages());
    return opened.log();
  }

  private static long append(SegmentLog log, int length) {
    return log.append(KIND, length, into -> into.put(new byte[length]));
  }

  @Test
  void nothingIsWrittenBehindIt() throws IOException {
    SegmentLog log = open();
    List<Long> positions = new ArrayList<>();
    positions.add(append(log, 1500));
    positions.add(append(log, 1500));
    int room = SEGMENT - Position.offset(log.head()) - Entry.COMMIT_SIZE;
    positions.add(append(log, room - Entry.HEADER));
    log.commit();
    assertEquals(SEGMENT, Position.offset(log.head()));
    positions.add(append(log, 100));
    log.commit();
    disk.cutPower();
    open();
    assertEquals(positions, replayed);
  }
}
