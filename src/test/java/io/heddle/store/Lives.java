package io.heddle.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Plays lives, each from a seed: for a time, or so many. What fails names its seed, and plays again
 * with {@code -Dheddle.life=SEED -Dheddle.lives=1}.
 */
public final class Lives {
  /** The first seed. */
  private static final long FIRST = Long.getLong("heddle.life", 1);

  /** So many lives; 0 for as many as the time allows. */
  private static final int COUNT = Integer.getInteger("heddle.lives", 0);

  /** Seconds for all tests that play lives together. */
  private static final long SECONDS = Long.getLong("heddle.lives.seconds", 60);

  private Lives() {}

  /** One life. */
  public interface Life {
    /** Plays it. */
    void play(long seed) throws IOException;
  }

  /** Plays lives for a part of the time. */
  public static void play(String name, double part, Life life) throws IOException {
    long end = System.nanoTime() + (long) (TimeUnit.SECONDS.toNanos(SECONDS) * part);
    long seed = FIRST;
    do {
      play(seed, life);
      seed++;
    } while (COUNT > 0 ? seed < FIRST + COUNT : System.nanoTime() < end);
    System.out.println(name + ": seeds " + FIRST + " to " + (seed - 1));
  }

  private static void play(long seed, Life life) throws IOException {
    try {
      life.play(seed);
    } catch (AssertionError | RuntimeException | IOException fault) {
      throw new AssertionError("-Dheddle.life=" + seed + " -Dheddle.lives=1 fails", fault);
    }
  }
}
