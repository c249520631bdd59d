package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import java.lang.ref.Reference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers are kept for whoever needs them, and for nobody else. */
@Timeout(60)
class GranteesTest {
  private final Grantees grantees = new Grantees(10);

  private static Client client(String id, String user) {
    return new Client(id, user, Clients.ALICE.groups(), Clients.ALICE.peer());
  }

  @Test
  void theyAreThoseOfTheUserWithHisClientIdentifier() {
    Grants grants = grantees.of(client("c", "alice"), 0);
    assertSame(grants, grantees.of(client("c", "alice"), 1));
    assertNotSame(grants, grantees.of(client("c", "bob"), 1));
    assertNotSame(grants, grantees.of(client("c", null), 1));
    assertNotSame(grants, grantees.of(client("d", "alice"), 1));
    Reference.reachabilityFence(grants);
  }

  @Test
  void ofThoseWhoAreGoneNothingStays() {
    Grants kept = grantees.of(client("kept", "alice"), 0);
    for (int i = 0; i < 1000; i++) {
      grantees.of(client("c" + i, "alice"), 0);
    }
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (grantees.size() > 1) {
      assertTrue(System.nanoTime() - end < 0, () -> grantees.size() + " are there");
      System.gc();
      grantees.of(client("kept", "alice"), 0);
    }
    assertSame(kept, grantees.of(client("kept", "alice"), 0));
    assertEquals(1, grantees.size());
  }
}
