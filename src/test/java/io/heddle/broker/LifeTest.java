package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.store.Lives;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Many lives of a broker on a bad disk; a seed that fails is named and plays again. */
class LifeTest {
  private static final double PART = 0.35;

  @Test
  void nothingThatWasToldIsLostWhateverTheDiskDoes() throws IOException {
    Lives.play("lives of a broker", PART, seed -> Life.play(seed, false));
  }

  @Test
  void damageIsToldAndNothingComesBackAltered() throws IOException {
    Lives.play("lives of a broker with turned bits", PART, seed -> Life.play(seed, true));
  }

  @Test
  void aLifePlaysAgain() throws IOException {
    Lives.play(
        "lives that play again",
        PART / 7,
        seed -> assertEquals(Life.play(seed, true), Life.play(seed, true)));
  }
}
