package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The first is said, then one in ten seconds, with the number of those in between. */
class PacingTest {
  private final Pacing pacing = new Pacing();

  private long at(long seconds) {
    return pacing.happened(Long.MAX_VALUE - 5 + TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void oneInTenSeconds() {
    assertEquals(1, at(0));
    assertEquals(0, at(1));
    assertEquals(0, at(9));
    assertEquals(3, at(10));
    assertEquals(0, at(19));
    assertEquals(2, at(1000));
  }
}
