package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What waits on disk alone: order, gaps, and what each costs. */
class SpillTest {
  private static final Terms TERMS = Samples.terms(Qos.AT_LEAST_ONCE);

  private final Spill spill = new Spill();

  private static Stored stored(long sequence) {
    return new Stored(sequence, sequence << 20, TERMS, 300, Message.NEVER);
  }

  private List<Long> sequences() {
    List<Long> found = new ArrayList<>();
    spill.forEach(stored -> found.add(stored.sequence()));
    return found;
  }

  @Test
  void theyAreInTheOrderOfTheirSequencesWhateverOrderTheyCameIn() {
    for (long sequence : new long[] {5, 1_000_000, 3, -7, 4, 70_000}) {
      spill.put(stored(sequence));
    }
    assertEquals(List.of(-7L, 3L, 4L, 5L, 70_000L, 1_000_000L), sequences());
    assertEquals(-7, spill.firstSequence());
    assertEquals(1_000_000, spill.lastSequence());
    assertEquals(stored(4), spill.remove(4));
    assertNull(spill.remove(4));
    assertEquals(5, spill.size());
  }

  @Test
  void everythingOfThemComesBack() {
    Terms other = Terms.of(Qos.EXACTLY_ONCE, true, new int[] {7, 300});
    Stored one = new Stored(1, 17L << 32 | 0xFFFF_FFF0L, TERMS, 1 << 28, Message.NEVER);
    Stored two = new Stored(2, 17L << 32 | 8, other, 200, 1_700_000_000_000L);
    Stored three = new Stored(3, 1, TERMS, 201, Message.NEVER);
    List.of(one, two, three).forEach(spill::put);
    assertEquals(List.of(one, two, three), spill.first(10, Integer.MAX_VALUE));
    assertEquals(1_700_000_000_000L, spill.earliestExpiry());
  }

  @Test
  void aTimeOfExpiryIsNeverTooEarly() {
    spill.put(new Stored(1, 1, TERMS, 200, 1_700_000_000_001L));
    spill.put(new Stored(2, 1, TERMS, 200, 0));
    spill.put(new Stored(3, 1, TERMS, 200, Message.NEVER - 1));
    assertEquals(
        List.of(1_700_000_001_000L, 1000L, 0xFFFF_FFFFL * 1000),
        spill.first(10, Integer.MAX_VALUE).stream().map(Stored::expiresAt).toList());
  }

  @Test
  void moreDifferentTermsThanAByteHas() {
    for (int i = 1; i <= 2000; i++) {
      Terms terms = Terms.of(Qos.AT_LEAST_ONCE, false, new int[] {i});
      spill.put(new Stored(i * 2L, i, terms, 200, Message.NEVER));
    }
    for (int i = 1; i <= 2000; i++) {
      Terms terms = Terms.of(Qos.AT_LEAST_ONCE, false, new int[] {-i});
      spill.put(new Stored(i * 2L + 1, i, terms, 200, Message.NEVER));
    }
    spill.forEach(stored -> {
      int sign = stored.sequence() % 2 == 0 ? 1 : -1;
      assertEquals(stored.body() * sign, stored.terms().subscriptionIdentifiers()[0]);
    });
    assertEquals(4000, spill.size());
  }

  @Test
  void aPortionIsBoundedInBytesButNeverEmpty() {
    for (int i = 1; i <= 5; i++) {
      spill.put(stored(i));
    }
    assertEquals(3, spill.first(10, 900).size());
    assertEquals(2, spill.first(2, 900).size());
    assertEquals(1, spill.first(10, 1).size());
  }

  @Test
  void itIsWhatASortedMapIs() {
    Random random = new Random(7);
    TreeMap<Long, Stored> map = new TreeMap<>();
    for (int i = 0; i < 50_000; i++) {
      long sequence = random.nextInt(3) == 0 ? random.nextLong(-2000, 200_000) : i;
      switch (random.nextInt(4)) {
        case 0 -> assertEquals(map.remove(sequence), spill.remove(sequence));
        case 1 -> {
          if (!map.isEmpty()) {
            assertEquals(map.firstEntry().getValue(), spill.first());
            spill.remove(map.pollFirstEntry().getKey());
          }
        }
        default -> {
          map.put(sequence, stored(sequence));
          spill.put(stored(sequence));
        }
      }
    }
    assertEquals(List.copyOf(map.keySet()), sequences());
    spill.removeIf(stored -> stored.sequence() % 3 == 0, stored -> map.remove(stored.sequence()));
    assertEquals(List.copyOf(map.keySet()), sequences());
    assertEquals(map.size(), spill.size());
  }

  @Test
  void whatIsToldGoesOnWhereItStopped() {
    for (int i = 1; i <= 1000; i++) {
      spill.put(stored(i));
    }
    List<Long> told = new ArrayList<>();
    long next = Long.MIN_VALUE;
    int portions = 0;
    while (next != Long.MAX_VALUE) {
      next = spill.tell(next, 300, stored -> told.add(stored.sequence()));
      portions++;
    }
    assertEquals(sequences(), told);
    assertEquals(4, portions);
  }

  @Test
  void eachTakesFewBytesOfTheHeap() {
    int messages = 2_000_000;
    long before = used();
    for (int i = 1; i <= messages; i++) {
      spill.put(new Stored(i, (long) i << 7, TERMS, 300, 1_700_000_000_000L + i));
    }
    long each = (used() - before) / messages;
    assertEquals(messages, spill.size());
    assertTrue(each <= 8, each + " bytes of heap for each message");
  }

  /**
   * Nobody looks at what lies in the middle: it is folded, and must be the same when it is opened.
   */
  @Test
  void whatIsFoldedComesBackAsItWas() {
    Random random = new Random(11);
    List<Stored> all = new ArrayList<>();
    long sequence = -5000;
    for (int i = 0; i < 3000; i++) {
      sequence += random.nextInt(1, 100);
      Terms terms =
          Terms.of(Qos.AT_LEAST_ONCE, random.nextBoolean(), new int[] {random.nextInt(1, 300)});
      long seconds = random.nextInt(3) == 0 ? Message.NEVER / 1000 : random.nextLong(1, 1L << 32);
      all.add(
          new Stored(
              sequence,
              random.nextLong(),
              terms,
              random.nextInt(),
              seconds == Message.NEVER / 1000 ? Message.NEVER : seconds * 1000));
    }
    all.forEach(spill::put);
    List<Stored> told = new ArrayList<>();
    spill.forEach(told::add);
    assertEquals(all, told);
    for (Stored one : all.reversed()) {
      assertEquals(one, spill.remove(one.sequence()));
    }
    assertTrue(spill.isEmpty());
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
