package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Bytes of strangers, from a fixed seed: the decoder makes a packet of them or refuses them, and
 * does nothing else.
 */
class FuzzTest {
  private static final int ROUNDS = 300_000;

  @Test
  void bytesBecomeAPacketOrARefusal() {
    Fuzz fuzz = new Fuzz(20_260_102);
    assertTimeout(Duration.ofSeconds(60), () -> fuzz.run(ROUNDS));
    // Both have to be frequent, or this tests nothing.
    assertTrue(fuzz.packets() > ROUNDS / 4, fuzz.packets() + " packets");
    assertTrue(fuzz.refusals() > ROUNDS / 3, fuzz.refusals() + " refusals");
  }
}
