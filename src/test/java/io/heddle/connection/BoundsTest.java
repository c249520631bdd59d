package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heddle.api.ClientLimits;
import io.heddle.api.Durability;
import io.heddle.session.Assurance;
import io.heddle.session.SessionStore;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How sure it must be that something is kept before a client is told of it. */
class BoundsTest {
  private final Desk desk = new Desk();
  private final SessionStore store =
      TestedStore.open(new SimulatedDisk(new Random(1)), InstantSource.system()).store();

  private Assurance with(Durability durability) {
    ClientLimits limits = ClientLimits.builder().durability(durability).build();
    return Bounds.of(desk.surroundings, limits).assurance(store);
  }

  @Test
  void itIsWhatItsLimitsSay() {
    assertSame(store, with(Durability.FSYNC));
    assertEquals(store.written(), with(Durability.OS));
    assertNotEquals(store, store.written());
    assertSame(Assurance.NONE, with(Durability.NONE));
    assertSame(store, Bounds.of(desk.surroundings).assurance(store));
  }

  @Test
  void theWeakerCounts() {
    assertEquals(Durability.OS, Durability.FSYNC.weaker(Durability.OS));
    assertEquals(Durability.OS, Durability.OS.weaker(Durability.FSYNC));
    assertEquals(Durability.NONE, Durability.NONE.weaker(Durability.OS));
  }
}
