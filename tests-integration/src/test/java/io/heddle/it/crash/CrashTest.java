package io.heddle.it.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged survives {@code kill -9}, for 20 rounds; {@code -Dcrash.rounds=200} makes
 * them more, 0 endless, and {@code -Dcrash.seed=…} repeats the choices of an earlier run, though
 * not its interleaving.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int REPORTS = 10;
  private static final int LONGEST_LIFE = 1_000;
  private static final int VERIFIES = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path data;

  private final Ledger ledger = new Ledger();
  private final Random random = new Random(SEED);

  @Test
  void whatWasAcknowledgedSurvives() throws Exception {
    play().join();
    System.out.println("crash: " + ledger.figures());
    List<String> faults = ledger.faults();
    assertTrue(
        faults.isEmpty(),
        () -> "crash.seed=" + SEED + ", data in " + data + "\n" + String.join("\n", faults));
  }

  /** All rounds, or those up to the first fault; answers who must now leave. */
  private Troupe play() throws Exception {
    try (Arena arena = new Arena(data, ledger)) {
      Troupe troupe = new Troupe(arena, ledger, SEED);
      troupe.start();
      for (int round = 1; (ROUNDS == 0 || round <= ROUNDS) && ledger.faults().isEmpty(); round++) {
        ledger.figures().rounds.increment();
        round(arena, troupe, round == ROUNDS);
        if (round % REPORTS == 0) {
          System.out.println("crash: " + ledger.figures() + ", " + size() + " MB on disk");
        }
      }
      return troupe;
    }
  }

  /** A life of the broker, and its end. */
  private void round(Arena arena, Troupe troupe, boolean last) throws Exception {
    if (random.nextInt(8) == 0) {
      arena.startAndKill(durability(), random);
    }
    arena.start(durability());
    arena.pause(random.nextInt(LONGEST_LIFE));
    if (last || random.nextInt(VERIFIES) == 0) {
      troupe.verify();
    }
    arena.end(random.nextInt(10) == 0);
  }

  private String durability() {
    return random.nextBoolean() ? "fsync" : "os";
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    }
  }
}
