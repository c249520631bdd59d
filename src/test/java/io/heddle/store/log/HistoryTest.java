package io.heddle.store.log;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Thousands of lives of a log; a seed that fails is named and plays again. */
class HistoryTest {
  private static final int LIVES = Integer.getInteger("heddle.histories", 500);

  @Test
  void nothingCommittedIsLostWhateverTheDiskDoes() throws IOException {
    for (long seed = 1; seed <= LIVES; seed++) {
      play(seed, false);
    }
  }

  @Test
  void damageIsToldAndCostsNothingButItself() throws IOException {
    for (long seed = 1; seed <= LIVES; seed++) {
      play(seed, true);
    }
  }

  private static void play(long seed, boolean flips) throws IOException {
    try {
      new History(seed, flips).live(300);
    } catch (AssertionError | RuntimeException | IOException fault) {
      throw new AssertionError("seed " + seed + (flips ? ", with turned bits" : ""), fault);
    }
  }
}
