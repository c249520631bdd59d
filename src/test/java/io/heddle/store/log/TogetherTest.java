package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries that belong together are committed at once. */
class TogetherTest {
  private static final byte KIND = 20;

  private final List<Thread> committers = new ArrayList<>();

  private static long append(SegmentLog log) {
    return log.append(KIND, 8, into -> into.putLong(1));
  }

  /** A committer that comes between two entries, and waits. */
  private void comeBetween(SegmentLog log) {
    Thread committer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                log.commit();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    committers.add(committer);
    while (committer.isAlive() && committer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nothingIsCommittedBetweenThem() throws Exception {
    SegmentLog log =
        SegmentLog.open(
                new SimulatedDisk(new Random(1)),
                new LogOptions(4096, 1, Durability.FSYNC),
                InstantSource.system(),
                7,
                (kind, at, payload) -> {})
            .log();
    log.commit();
    long before = log.committed();
    log.together(() -> {
      append(log);
      comeBetween(log);
      assertEquals(before, log.committed());
      append(log);
    });
    for (Thread committer : committers) {
      committer.join();
    }
    assertTrue(log.committed() >= log.head(), "both, at once");
  }
}
