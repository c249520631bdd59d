package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.Disk;
import io.heddle.store.disk.Folder;
import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log in a real folder, with many who append and one who commits. */
@Timeout(60)
class CommitterTest {
  private static final int WRITERS = 50;
  private static final int EACH = 100;

  @TempDir Path folder;

  private SegmentLog.Opened open(Replay replay) throws IOException {
    Disk disk = Folder.open(folder);
    LogOptions options = new LogOptions(64 * 1024, 1, Durability.FSYNC);
    return SegmentLog.open(disk, options, InstantSource.system(), 9, replay);
  }

  @Test
  void everybodyWaitsForTheirOwnAndItIsThereAgain() throws Exception {
    SegmentLog log = open((kind, position, payload) -> {}).log();
    Thread committer = Thread.ofPlatform().start(new Committer(log, System::nanoTime, () -> {}));
    Set<Long> positions = ConcurrentHashMap.newKeySet();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.startVirtualThread(() -> write(log, positions)));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    log.finish();
    committer.join();
    log.close();
    Set<Long> replayed = ConcurrentHashMap.newKeySet();
    SegmentLog.Opened again = open((kind, position, payload) -> replayed.add(position));
    assertEquals(WRITERS * EACH, positions.size());
    assertEquals(positions, replayed);
    assertEquals(List.of(), again.damages());
    again.log().close();
  }

  private static void write(SegmentLog log, Set<Long> positions) {
    try {
      for (int i = 0; i < EACH; i++) {
        long position = log.append((byte) 30, 200, into -> into.put(new byte[200]));
        assertTrue(log.await(position + 1, TimeUnit.SECONDS.toNanos(30)), "committed in time");
        positions.add(position);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFolderHasOneStore() throws IOException {
    Disk first = Folder.open(folder);
    IOException refused = assertThrows(IOException.class, () -> Folder.open(folder));
    assertEquals("another broker uses the folder " + folder, refused.getMessage());
    first.close();
    Folder.open(folder).close();
  }

  @Test
  void whatFailedIsWrittenBeforeTheEnd() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(new Random(3));
    LogOptions options = new LogOptions(4096, 1, Durability.FSYNC);
    Replay nothing = (kind, position, payload) -> {};
    SegmentLog log = SegmentLog.open(disk, options, InstantSource.system(), 9, nothing).log();
    log.commit();
    long position = log.append((byte) 30, 1, into -> into.put((byte) 1));
    log.finish();
    disk.failNext(1);
    Thread.ofPlatform().start(new Committer(log, System::nanoTime, () -> {})).join();
    assertTrue(log.committed() > position);
  }
}
