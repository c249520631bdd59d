package io.heddle.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreRightToThreeInAHundred() {
    Latencies latencies = new Latencies();
    assertEquals(0, latencies.at(0.5));
    for (int i = 1; i <= 10_000; i++) {
      latencies.add(i * 1000L);
    }
    assertEquals(10_000, latencies.count());
    for (double part : new double[] {0.001, 0.5, 0.99, 0.999, 1}) {
      double exact = part * 10_000_000;
      double told = latencies.at(part);
      assertTrue(told >= exact && told <= exact * 1.032, part + ": " + told);
    }
  }

  @Test
  void theSmallestAndTheLargestHaveBuckets() {
    Latencies latencies = new Latencies();
    latencies.add(-5);
    assertEquals(0, latencies.at(1));
    latencies.add(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, latencies.at(1));
  }
}
