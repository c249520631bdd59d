package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.DiskFile;
import io.heddle.store.disk.SimulatedDisk;
import io.heddle.store.disk.WatchedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentLogTest {
  private static final int SEGMENT = 4096;
  private static final byte KIND = 20;

  private SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final List<Long> replayed = new ArrayList<>();
  private List<Damage> damages = List.of();

  private SegmentLog open() throws IOException {
    replayed.clear();
    LogOptions options = new LogOptions(SEGMENT, 2, Durability.FSYNC);
    SegmentLog.Opened opened =
        SegmentLog.open(
            disk, options, InstantSource.system(), 7, (kind, at, payload) -> replayed.add(at));
    damages = opened.damages();
    opened.log().commit();
    return opened.log();
  }

  private static long append(SegmentLog log, int length) {
    return log.append(KIND, length, into -> into.put(new byte[length]));
  }

  /** Fills two segments and a bit, and answers where the entries lie. */
  private static List<Long> fill(SegmentLog log) throws IOException {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      positions.add(append(log, 1000));
      log.commit();
    }
    return positions;
  }

  @Test
  void whatIsCommittedIsReplayedInOrder() throws IOException {
    List<Long> positions = fill(open());
    disk.cutPower();
    open();
    assertEquals(positions, replayed);
    assertEquals(List.of(), damages);
  }

  @Test
  void anEntryIsReadByItsPosition() throws IOException {
    SegmentLog log = open();
    byte[] bytes = {1, 2, 3};
    long position = log.append(KIND, 3, into -> into.put(bytes));
    log.commit();
    byte[] read = new byte[3];
    log.read(position).get(read);
    assertArrayEquals(bytes, read);
    assertThrows(DamagedEntryException.class, () -> log.read(position + 8));
  }

  @Test
  void whatIsCoveredIsReplayedNoMoreButStillRead() throws IOException {
    SegmentLog log = open();
    List<Long> positions = fill(log);
    log.cover(positions.get(6));
    log.commit();
    SegmentLog again = open();
    assertEquals(positions.subList(6, 10), replayed);
    assertEquals(1000, again.read(positions.getFirst()).remaining());
  }

  @Test
  void aSegmentThatWasDroppedIsGone() throws IOException {
    SegmentLog log = open();
    List<Long> positions = fill(log);
    int segment = Position.segment(positions.getFirst());
    log.drop(segment);
    log.commit();
    log.remove(segment);
    open();
    assertEquals(positions.stream().filter(p -> Position.segment(p) != segment).toList(), replayed);
    assertEquals(List.of(), damages);
  }

  @Test
  void aFileThatIsMissingIsTold() throws IOException {
    List<Long> positions = fill(open());
    disk.delete(SegmentFiles.name(Position.segment(positions.getFirst())));
    open();
    assertEquals("the file is missing", damages.getFirst().what());
    assertTrue(replayed.contains(positions.getLast()));
  }

  @Test
  void aFileThatWasCutIsTold() throws IOException {
    List<Long> positions = fill(open());
    disk.cut(SegmentFiles.name(Position.segment(positions.getFirst())), 2100);
    open();
    assertEquals("damaged or cut", damages.getFirst().what());
    assertTrue(replayed.containsAll(List.of(positions.getFirst(), positions.getLast())));
  }

  @Test
  void theNewestFileMayEndAtEachByte() throws IOException {
    int end = Integer.MAX_VALUE;
    do {
      disk = new SimulatedDisk(new Random(1));
      List<Long> positions = fill(open());
      int segment = Position.segment(positions.getLast());
      end = Math.min(end, disk.used(SegmentFiles.name(segment)));
      disk.cut(SegmentFiles.name(segment), end);
      open();
      assertEquals(positions.subList(0, replayed.size()), replayed, "at " + end);
      List<Long> before = positions.stream().filter(p -> Position.segment(p) < segment).toList();
      assertTrue(replayed.containsAll(before), "at " + end);
    } while (end-- > 0);
  }

  /** What survives the process is known before what survives the machine. */
  @Test
  void whatIsWrittenIsToldBeforeItIsForced() throws IOException {
    SegmentLog[] log = new SegmentLog[1];
    List<Long> safe = new ArrayList<>();
    List<Long> written = new ArrayList<>();
    WatchedDisk watched =
        new WatchedDisk(
            disk,
            how -> {
              if (how.equals("force") && log[0] != null) {
                safe.add(log[0].committed());
                written.add(log[0].written().position());
              }
            });
    LogOptions options = new LogOptions(SEGMENT, 2, Durability.FSYNC);
    log[0] =
        SegmentLog.open(watched, options, InstantSource.system(), 7, (kind, at, bytes) -> {}).log();
    log[0].commit();
    long position = append(log[0], 10);
    log[0].commit();
    assertTrue(written.getLast() > position, written::toString);
    assertTrue(safe.getLast() <= position, safe::toString);
    assertEquals(log[0].written().position(), log[0].committed());
  }

  private String refusal(int version) throws IOException {
    disk = new SimulatedDisk(new Random(1));
    SegmentLog log = open();
    fill(log);
    log.prepare();
    List<String> names = disk.names();
    try (DiskFile file = disk.open(SegmentFiles.name(2))) {
      ByteBuffer header = ByteBuffer.allocate(SegmentHeader.SIZE);
      new SegmentHeader(version, 7, 2).put(header);
      file.write(header.flip(), 0);
    }
    IOException refused = assertThrows(IOException.class, this::open);
    assertEquals(names, disk.names(), "nothing is changed");
    assertTrue(names.stream().anyMatch(name -> name.startsWith("spare-")), names::toString);
    return String.valueOf(refused.getMessage());
  }

  @Test
  void anotherVersionIsRefusedAndNothingIsChanged() throws IOException {
    assertEquals(
        "the store was written by a newer version of Heddle (format 2, this one knows 1); nothing in it was changed",
        refusal(Formats.CURRENT + 1));
    assertEquals(
        "the store is of the format 0, and the oldest that this version of Heddle reads is 1; nothing in it was changed",
        refusal(0));
  }

  @Test
  void anEntryOfLargerSegmentsIsReadAndCopied() throws IOException {
    LogOptions large = new LogOptions(4 * SEGMENT, 0, Durability.FSYNC);
    SegmentLog before =
        SegmentLog.open(disk, large, InstantSource.system(), 7, (kind, at, payload) -> {}).log();
    long position = append(before, 2 * SEGMENT - 12);
    before.commit();
    SegmentLog log = open();
    assertEquals(2 * SEGMENT - 12, log.read(position).remaining());
    long copied = append(log, 2 * SEGMENT - 12);
    long after = append(log, 10);
    disk.failNext(1);
    assertThrows(IOException.class, log::commit);
    log.commit();
    open();
    assertEquals(List.of(position, copied, after), replayed);
    assertEquals(List.of(), damages);
  }

  @Test
  void afterAFailureTheBatchGoesToAnotherFile() throws IOException {
    SegmentLog log = open();
    long first = append(log, 10);
    log.commit();
    long second = append(log, 10);
    disk.failNext(1);
    assertThrows(IOException.class, log::commit);
    assertFalse(log.committed() > second, "nothing is said to be safe");
    log.commit();
    assertTrue(log.committed() > second);
    disk.cutPower();
    open();
    assertEquals(List.of(first, second), replayed);
  }

  @Test
  void aFullDiskIsSeenBeforeAnythingIsAccepted() throws IOException {
    disk.capacity(4 * SEGMENT);
    SegmentLog log = open();
    log.prepare();
    long spare = log.spareBytes();
    assertTrue(spare > 2 * SEGMENT && spare < 3 * SEGMENT, "spare: " + spare);
    disk.capacity(0);
    while (log.spareBytes() > 1200) {
      append(log, 1000);
      log.commit();
    }
    assertThrows(IOException.class, log::prepare);
    disk.capacity(Long.MAX_VALUE);
    log.prepare();
    assertTrue(log.spareBytes() > SEGMENT, "there is room again");
  }

  @Test
  void anEntryHasItsLimit() throws IOException {
    SegmentLog log = open();
    append(log, SEGMENT / 2);
    assertThrows(IllegalArgumentException.class, () -> append(log, SEGMENT / 2 + 1));
  }

  @Test
  void anEntryThatLiesAboutItsLengthLeavesNothing() throws IOException {
    SegmentLog log = open();
    assertThrows(
        IllegalStateException.class, () -> log.append(KIND, 5, into -> into.put(new byte[4])));
    long position = append(log, 5);
    log.commit();
    open();
    assertEquals(List.of(position), replayed);
  }
}
