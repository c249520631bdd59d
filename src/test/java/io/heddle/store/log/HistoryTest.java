package io.heddle.store.log;

import io.heddle.store.Lives;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Thousands of lives of a log; a seed that fails is named and plays again. */
class HistoryTest {
  private static final double PART = 0.1;

  @Test
  void nothingCommittedIsLostWhateverTheDiskDoes() throws IOException {
    Lives.play("lives of a log", PART, seed -> History.play(seed, false));
  }

  @Test
  void damageIsToldAndCostsNothingButItself() throws IOException {
    Lives.play("lives of a log with turned bits", PART, seed -> History.play(seed, true));
  }
}
