package io.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who has which message: many counts in little memory. */
class HoldsTest {
  private final Holds holds = new Holds();

  @Test
  void itIsWhatAMapIs() {
    Random random = new Random(3);
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      int offset = 8 * (1 + random.nextInt(5000));
      int change = random.nextInt(5) < 2 ? -1 : 1;
      int before = map.getOrDefault(offset, 0);
      assertEquals(before + change < 0 ? -1 : before + change, holds.add(offset, change));
      map.put(offset, Math.max(0, before + change));
      assertEquals(map.get(offset), holds.get(offset));
    }
    map.values().removeIf(count -> count == 0);
    Set<Integer> held = new HashSet<>();
    holds.forEach(held::add);
    assertEquals(map.keySet(), held);
    for (int offset : held) {
      for (int left = map.get(offset) - 1; left >= 0; left--) {
        assertEquals(left, holds.add(offset, -1));
      }
    }
    assertTrue(holds.isEmpty());
  }

  @Test
  void oneMessageMayHaveAMillionReceivers() {
    for (int i = 1; i <= 1_000_000; i++) {
      assertEquals(i, holds.add(72, 1));
    }
    assertEquals(1, holds.add(80, 1));
    for (int i = 999_999; i >= 0; i--) {
      assertEquals(i, holds.add(72, -1));
    }
    assertEquals(1, holds.get(80));
    assertEquals(-1, holds.add(72, -1));
  }
}
