package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client may not get does not reach it, whichever way it takes. */
class ReadingTest {
  private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
  private final Set<String> denied = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private final Session session =
      new Session(
          "c",
          Samples.options(),
          new QueueBudget(1_000_000),
          (reason, qos, count) -> drops.merge(reason, count, Long::sum),
          SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);

  private RecordingOutlet attach() {
    RecordingOutlet outlet = new RecordingOutlet();
    session
        .attach(
            new Visit(
                outlet,
                100,
                10,
                null,
                topic -> {
                  asked.add(topic.value());
                  return !denied.contains(topic.value());
                }))
        .resume(shuttle);
    return outlet;
  }

  private Outcome deliver(String topic, Qos qos) {
    return session.deliver(Samples.message(topic, topic, qos, "p"), Samples.terms(qos), shuttle);
  }

  @Test
  void itIsAskedBeforeEachDelivery() {
    RecordingOutlet outlet = attach();
    denied.add("no");
    for (Qos qos : Qos.values()) {
      assertEquals(Outcome.SENT, deliver("yes", qos));
      assertEquals(Outcome.DROPPED, deliver("no", qos));
    }
    assertEquals(List.of("yes q0", "yes q1 #1", "yes q2 #2"), outlet.sent());
    assertEquals(Map.of(DropReason.READ_DENIED, 3L), drops);
    assertEquals(6, asked.size());
  }

  @Test
  void whatWaitsIsAskedAboutAgain() {
    attach();
    denied.add("never");
    deliver("in flight", AT_LEAST_ONCE);
    deliver("also in flight", AT_LEAST_ONCE);
    deliver("half", EXACTLY_ONCE);
    // Another connection takes over, and before it is welcomed messages come for it.
    RecordingOutlet next = new RecordingOutlet();
    Attachment attachment =
        session.attach(new Visit(next, 100, 10, null, topic -> !denied.contains(topic.value())));
    assertEquals(Outcome.QUEUED, deliver("queued", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("queued too", AT_MOST_ONCE));
    assertEquals(Outcome.DROPPED, deliver("never", AT_LEAST_ONCE));
    denied.addAll(List.of("in flight", "queued"));
    attachment.resume(shuttle);
    assertEquals(
        List.of("also in flight q1 #2 dup", "half q2 #3 dup", "queued too q0"), next.sent());
    assertEquals(Map.of(DropReason.READ_DENIED, 3L), drops);
  }

  @Test
  void whileTheClientIsAwayItsLastRulesCount() {
    Attachment attachment =
        session.attach(
            new Visit(new RecordingOutlet(), 100, 10, null, topic -> !topic.value().equals("no")));
    attachment.resume(shuttle);
    attachment.detach(false, 0);
    assertEquals(Outcome.DROPPED, deliver("no", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("yes", AT_LEAST_ONCE));
    RecordingOutlet free = new RecordingOutlet();
    session.attach(new Visit(free, 100, 10, null)).resume(shuttle);
    assertEquals(Outcome.SENT, deliver("no", AT_LEAST_ONCE));
    assertEquals(List.of("yes q1 #1", "no q1 #2"), free.sent());
  }
}
