package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.heddle.api.Client;
import io.heddle.api.ClientLimits;
import io.heddle.api.Peer;
import io.heddle.broker.Sessions;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever does not find its session because that is another user's: the log says so. */
class ForeignSessionTest {
  private final Desk desk = new Desk();
  private final List<String> words = new ArrayList<>();

  private void arrive(String user) {
    Sessions.Arrival arrival =
        desk.core
            .sessions()
            .arrive("c", false, user, new Visit(new RecordingOutlet(), 100, 10, null));
    assertNotNull(arrival);
    new Identification.Known(
            new Client("c", user, Set.of(), new Peer("", null, List.of())),
            Permissions.ALL,
            words::add,
            Bounds.of(desk.surroundings, ClientLimits.NONE),
            null)
        .arrived(arrival);
  }

  @Test
  void whoseItWasIsSaidOnce() {
    arrive(null);
    arrive(null);
    assertEquals(List.of(), words);
    arrive("bob");
    arrive("alice");
    arrive("alice");
    assertEquals(
        List.of(
            "the session of its Client Identifier, which is that of an anonymous client and has"
                + " ended",
            "the session of its Client Identifier, which is that of user bob and has ended"),
        words);
  }
}
