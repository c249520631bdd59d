package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Many lives of a broker on a bad disk; a seed that fails is named and plays again. */
class LifeTest {
  private static final int STEPS = 250;
  private static final int LIVES = Integer.getInteger("heddle.lives", 20);
  private static final int FIRST = Integer.getInteger("heddle.life", 1);

  @Test
  void nothingThatWasToldIsLostWhateverTheDiskDoes() throws IOException {
    for (int seed = FIRST; seed < FIRST + LIVES; seed++) {
      play(seed, false);
    }
  }

  @Test
  void damageIsToldAndNothingComesBackAltered() throws IOException {
    for (int seed = FIRST; seed < FIRST + LIVES; seed++) {
      play(seed, true);
    }
  }

  @Test
  void aLifePlaysAgain() throws IOException {
    for (int seed = 1; seed <= 5; seed++) {
      assertEquals(play(seed, true), play(seed, true), "seed " + seed);
    }
  }

  private static String play(int seed, boolean flips) throws IOException {
    Life life = new Life(seed, flips);
    try {
      life.live(STEPS);
      return life.log() + life.end();
    } catch (AssertionError | RuntimeException | IOException fault) {
      throw new AssertionError(
          "-Dheddle.life=%d -Dheddle.lives=1%s: it fails after%n%s"
              .formatted(
                  seed,
                  flips ? ", with turned bits" : "",
                  String.join(System.lineSeparator(), life.log())),
          fault);
    }
  }
}
