package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A session counts what becomes of its messages, whoever is connected. */
class LedgerTest {
  private final CountedDrops all = new CountedDrops();
  private final Session session =
      new Session(
          "c",
          Samples.options(100, 3, QueuePolicy.DROP_NEWEST),
          new QueueBudget(1_000_000),
          all,
          SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);

  private Attachment online(RecordingOutlet outlet) {
    Attachment attachment = session.attach(new Visit(outlet, 100, 65_535, null));
    attachment.resume(shuttle);
    return attachment;
  }

  private void deliver(Qos qos, int times) {
    for (int i = 0; i < times; i++) {
      session.deliver(Samples.message("m", qos), Samples.terms(qos), shuttle);
    }
  }

  private Report report() {
    return Objects.requireNonNull(Report.of(session));
  }

  @Test
  void deliveriesAreThoseOfAllConnections() {
    Attachment one = online(new RecordingOutlet());
    deliver(AT_MOST_ONCE, 2);
    deliver(AT_LEAST_ONCE, 1);
    assertEquals(3, report().delivered());
    one.puback(1, ReasonCode.SUCCESS, shuttle);
    one.detach(false, 0);
    assertEquals(3, report().delivered());
    deliver(AT_LEAST_ONCE, 2);
    assertEquals(3, report().delivered());
    Attachment two = online(new RecordingOutlet());
    assertEquals(5, report().delivered());
    // What is in flight comes again, and counts again.
    Attachment three = online(new RecordingOutlet());
    assertEquals(7, report().delivered());
    two.detach(false, 0);
    assertEquals(7, report().delivered());
    three.detach(false, 0);
    assertEquals(7, report().delivered());
  }

  @Test
  void queuedAreThoseThatHadToWait() {
    deliver(AT_LEAST_ONCE, 5);
    assertEquals(3, report().everQueued());
    assertEquals(Map.of(DropReason.QUEUE_FULL, 2L), report().dropped());
    online(new RecordingOutlet());
    deliver(AT_LEAST_ONCE, 1);
    Report now = report();
    assertEquals(3, now.everQueued());
    assertEquals(0, now.queued());
    assertEquals(4, now.inflight());
    assertEquals(4, now.delivered());
  }

  @Test
  void dropsAreCountedByReasonHereAndForAll() {
    assertEquals(Map.of(), report().dropped());
    deliver(AT_MOST_ONCE, 2);
    session.deliver(
        Samples.expiring("m", AT_LEAST_ONCE, 10), Samples.terms(AT_LEAST_ONCE), shuttle);
    shuttle.now(20);
    Attachment attachment = online(new RecordingOutlet());
    deliver(AT_LEAST_ONCE, 1);
    attachment.puback(1, ReasonCode.UNSPECIFIED_ERROR, shuttle);
    assertEquals(
        Map.of(DropReason.OFFLINE, 2L, DropReason.EXPIRED, 1L, DropReason.REFUSED, 1L),
        report().dropped());
    assertEquals(report().dropped(), all.counts());
  }
}
