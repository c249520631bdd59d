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
    Grants grants = grantees.of(client("c", "alice"));
    assertSame(grants, grantees.of(client("c", "alice")));
    assertNotSame(grants, grantees.of(client("c", "bob")));
    assertNotSame(grants, grantees.of(client("c", null)));
    assertNotSame(grants, grantees.of(client("d", "alice")));
    Reference.reachabilityFence(grants);
  }

  @Test
  void ofThoseWhoAreGoneNothingStays() {
    Grants kept = grantees.of(client("kept", "alice"));
    for (int i = 0; i < 1000; i++) {
      grantees.of(client("c" + i, "alice"));
    }
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (grantees.size() > 1) {
      assertTrue(System.nanoTime() - end < 0, () -> grantees.size() + " are there");
      System.gc();
      grantees.of(client("kept", "alice"));
    }
    assertSame(kept, grantees.of(client("kept", "alice")));
    assertEquals(1, grantees.size());
  }
}
