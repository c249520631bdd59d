package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A session takes messages of share groups only when it can pass them on, and asks for more. */
class ShareTest {
  private final CountedDrops drops = new CountedDrops();
  private final Session session =
      new Session(
          "c",
          Samples.options(1, 10, QueuePolicy.DROP_NEWEST),
          new QueueBudget(1_000_000),
          drops,
          SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private final Group group = new Group();

  /** A group that remembers who asked. */
  private final class Group implements Delivery.Origin {
    final List<Session> pulls = new ArrayList<>();
    boolean locked;

    @Override
    public void redispatch(List<Delivery> messages, Shuttle shuttle) {}

    @Override
    public void pull(Session by, Shuttle shuttle) {
      locked |= session.lock.isHeldByCurrentThread();
      pulls.add(by);
    }
  }

  private Attachment online() {
    Attachment attachment = session.attach(new Visit(outlet, 100, 65_535, null));
    attachment.resume(shuttle);
    return attachment;
  }

  private Outcome offer(String payload, Qos qos) {
    return session.offer(
        Samples.message(payload, qos), Samples.terms(qos), group, session.permit(), shuttle);
  }

  @Test
  void onlyWithinWindowAndRoom() {
    online();
    outlet.room(2);
    assertEquals(Outcome.SENT, offer("a", AT_LEAST_ONCE));
    assertEquals(Outcome.FULL, offer("b", AT_LEAST_ONCE));
    assertEquals(Outcome.SENT, offer("c", AT_MOST_ONCE));
    assertEquals(Outcome.FULL, offer("d", AT_MOST_ONCE));
    assertEquals(List.of("a q1 #1", "c q0"), outlet.sent());
    assertEquals(0, session.outbound.queue().size(), "it keeps nothing for later");
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void notWhileAbsentCorkedOrEnded() {
    assertEquals(Outcome.FULL, offer("a", AT_MOST_ONCE));
    session.attach(new Visit(outlet, 100, 65_535, null));
    assertEquals(Outcome.FULL, offer("a", AT_MOST_ONCE));
    session.end();
    assertEquals(Outcome.FULL, offer("a", AT_LEAST_ONCE));
  }

  @Test
  void whoeverIsAbleAgainAsksItsGroupsWithoutALock() {
    Attachment attachment = session.attach(new Visit(outlet, 100, 65_535, null));
    session.member(group, true);
    attachment.resume(shuttle);
    assertEquals(1, group.pulls.size());
    offer("a", AT_LEAST_ONCE);
    attachment.drained(shuttle);
    assertEquals(1, group.pulls.size(), "its window is full");
    attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(2, group.pulls.size());
    attachment.drained(shuttle);
    assertEquals(List.of(session, session, session), group.pulls);
    assertFalse(group.locked);
    session.member(group, false);
    attachment.drained(shuttle);
    assertEquals(3, group.pulls.size());
  }

  @Test
  void itsOwnQueueComesFirst() {
    Attachment attachment = online();
    session.member(group, true);
    for (String payload : List.of("a", "b")) {
      session.deliver(
          Samples.message(payload, AT_LEAST_ONCE), Samples.terms(AT_LEAST_ONCE), shuttle);
    }
    attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(0, group.pulls.size(), "b took the place");
    attachment.puback(2, ReasonCode.SUCCESS, shuttle);
    assertEquals(1, group.pulls.size());
  }

  @Test
  void membershipOutlivesAConnection() {
    online().detach(true, 0);
    session.member(group, true);
    online();
    assertEquals(1, group.pulls.size());
  }
}
