package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Counters.Count;
import io.heddle.broker.Parts.Recording;
import io.heddle.session.Visit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** There are never more sessions than there may be, and none is counted twice. */
@Timeout(30)
class SessionCountTest {
  private final Core core = Parts.core(10, 10, 2);
  private final Sessions sessions = core.sessions();

  private Sessions.Arrival arrive(String clientId, boolean cleanStart) {
    return sessions.arrive(clientId, cleanStart, null, Parts.visit(new Recording(), 10));
  }

  @Test
  void oneMoreIsRefusedAndCounted() {
    sessions.leave(arrive("absent", true).attachment(), false);
    assertNotNull(arrive("connected", true));
    assertNull(arrive("new", true));
    assertNull(arrive("new", false));
    assertEquals(2, core.counters().get(Count.SESSIONS_REFUSED));
    assertEquals(2, sessions.count());
    assertNull(sessions.find("new"));
  }

  @Test
  void whoeverHasASessionIsLetIn() {
    arrive("a", true);
    arrive("b", true);
    assertTrue(arrive("a", false).present());
    assertNotNull(arrive("b", true));
    assertEquals(2, sessions.count());
    assertEquals(0, core.counters().get(Count.SESSIONS_REFUSED));
  }

  @Test
  void whatEndsMakesRoom() {
    arrive("a", true);
    Visit passing = new Visit(new Recording(), 0, 10, null);
    sessions.leave(sessions.arrive("b", true, null, passing).attachment(), false);
    assertEquals(1, sessions.count());
    assertNotNull(arrive("c", true));
    assertNull(arrive("d", true));
  }

  /**
   * An old connection that leaves late does not end, and uncount, the session that replaced its
   * own.
   */
  @Test
  void aLateDepartureMakesNoRoom() {
    arrive("a", true);
    Visit passing = new Visit(new Recording(), 0, 10, null);
    Sessions.Arrival old = sessions.arrive("b", true, null, passing);
    arrive("b", true);
    sessions.leave(old.attachment(), false);
    assertEquals(2, sessions.count());
    assertNull(arrive("c", true));
  }

  @Test
  void manyAtATimeFindRoomForExactlySoMany() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> clients =
          IntStream.range(0, 1000)
              .<Callable<Boolean>>mapToObj(i -> () -> arrive("c" + i, true) != null)
              .toList();
      int accepted = 0;
      for (Future<Boolean> client : threads.invokeAll(clients)) {
        accepted += client.get() ? 1 : 0;
      }
      assertEquals(2, accepted);
    }
  }
}
