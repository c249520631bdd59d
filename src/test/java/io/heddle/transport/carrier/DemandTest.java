package io.heddle.transport.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How many carriers work at which load. */
class DemandTest {
  private final Demand demand = new Demand(8);

  @Test
  void aBusyCarrierGetsHelpAtOnce() {
    assertEquals(2, demand.next(1, 0.8));
    assertEquals(4, demand.next(2, 1.9));
    assertEquals(8, demand.next(4, 3.9));
  }

  @Test
  void thereAreNeverMoreThanThereAre() {
    assertEquals(8, demand.next(8, 8));
  }

  @Test
  void whatIsInBetweenChangesNothing() {
    for (int i = 0; i < 20; i++) {
      assertEquals(2, demand.next(2, 0.75));
      assertEquals(1, demand.next(1, 0.65));
    }
  }

  @Test
  void idleOnesAreSentHomeOnlyAfterAWhile() {
    assertEquals(4, demand.next(4, 0.5));
    assertEquals(4, demand.next(4, 0.5));
    assertEquals(2, demand.next(4, 0.5));
  }

  @Test
  void aMomentOfLoadBeginsTheWhileAnew() {
    demand.next(4, 0.5);
    demand.next(4, 0.5);
    demand.next(4, 2);
    assertEquals(4, demand.next(4, 0.5));
    assertEquals(4, demand.next(4, 0.5));
    assertEquals(2, demand.next(4, 0.5));
  }

  @Test
  void oneAlwaysWorks() {
    for (int i = 0; i < 20; i++) {
      assertEquals(1, demand.next(1, 0));
    }
  }
}
