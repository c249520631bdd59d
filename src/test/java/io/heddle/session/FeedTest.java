package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Retained messages come at the receiver's own pace, and share its window with the queue. */
class FeedTest {
  private final Session session =
      new Session(
          "c",
          Samples.options(2, 10, QueuePolicy.DROP_NEWEST),
          new QueueBudget(1_000_000),
          new CountedDrops(),
          SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private Attachment attachment = attach();

  private Attachment attach() {
    attachment = session.attach(new Visit(outlet, 100, 65_535, null));
    attachment.resume(shuttle);
    return attachment;
  }

  /** A feed of these payloads. */
  private static Source feed(String filter, Qos qos, String... payloads) {
    return new Source(TopicFilter.of(filter), qos, new ArrayDeque<>(List.of(payloads)));
  }

  private record Source(TopicFilter filter, Qos qos, Queue<String> payloads) implements Feed {
    @Override
    public Delivery next() {
      String payload = payloads.poll();
      return payload == null ? null : Samples.delivery(payload, qos);
    }

    @Override
    public boolean isReading() {
      return false;
    }

    @Override
    public boolean atEnd() {
      return payloads.isEmpty();
    }
  }

  private void deliver(String payload) {
    session.deliver(Samples.message(payload, AT_LEAST_ONCE), Samples.terms(AT_LEAST_ONCE), shuttle);
  }

  @Test
  void asMuchAsTheWindowTakesIsReadAndNoMore() {
    Source feed = feed("a", AT_LEAST_ONCE, "r1", "r2", "r3", "r4");
    attachment.feed(feed, shuttle);
    assertEquals(List.of("r1 q1 #1", "r2 q1 #2"), outlet.sent());
    assertEquals(2, feed.payloads.size(), "the rest is read when it can be sent");
    attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("r3 q1 #3"), outlet.sent());
  }

  @Test
  void theOutletsRoomCountsToo() {
    outlet.room(1);
    Source feed = feed("a", AT_MOST_ONCE, "r1", "r2");
    attachment.feed(feed, shuttle);
    assertEquals(List.of("r1 q0"), outlet.sent());
    outlet.room(9);
    attachment.drained(shuttle);
    assertEquals(List.of("r2 q0"), outlet.sent());
  }

  @Test
  void feedAndQueueTakeTurns() {
    attachment.feed(feed("a", AT_LEAST_ONCE, "r1", "r2", "r3", "r4"), shuttle);
    for (String payload : List.of("a", "b", "c")) {
      deliver(payload);
    }
    outlet.sent();
    for (int id = 1; id <= 5; id++) {
      attachment.puback(id, ReasonCode.SUCCESS, shuttle);
    }
    assertEquals(List.of("a q1 #3", "r3 q1 #4", "b q1 #5", "r4 q1 #6", "c q1 #7"), outlet.sent());
  }

  @Test
  void oneFeedAfterTheOther() {
    attachment.feed(feed("a", AT_MOST_ONCE), shuttle);
    outlet.room(0);
    attachment.feed(feed("b", AT_MOST_ONCE, "b1", "b2"), shuttle);
    attachment.feed(feed("c", AT_MOST_ONCE, "c1"), shuttle);
    outlet.room(9);
    attachment.drained(shuttle);
    assertEquals(List.of("b1 q0", "b2 q0", "c1 q0"), outlet.sent());
  }

  @Test
  void aNewSubscriptionWithTheSameFilterBeginsAnew() {
    outlet.room(1);
    attachment.feed(feed("a", AT_MOST_ONCE, "old 1", "old 2"), shuttle);
    attachment.feed(feed("a", AT_MOST_ONCE, "new 1", "new 2"), shuttle);
    outlet.room(9);
    attachment.drained(shuttle);
    assertEquals(List.of("old 1 q0", "new 1 q0", "new 2 q0"), outlet.sent());
  }

  @Test
  void unsubscribingEndsIt() {
    TopicFilter filter = TopicFilter.of("a");
    attachment.subscribe(Subscription.of(filter, AT_MOST_ONCE), 10, () -> {});
    outlet.room(1);
    attachment.feed(feed("a", AT_MOST_ONCE, "r1", "r2"), shuttle);
    attachment.unsubscribe(filter, () -> {});
    outlet.room(9);
    attachment.drained(shuttle);
    assertEquals(List.of("r1 q0"), outlet.sent());
  }

  @Test
  void itIsKeptWhileTheClientIsAway() {
    attachment.feed(feed("a", AT_LEAST_ONCE, "r1", "r2", "r3"), shuttle);
    attachment.detach(true, 0);
    outlet.sent();
    attach();
    assertEquals(List.of("r1 q1 #1 dup", "r2 q1 #2 dup"), outlet.sent());
    attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("r3 q1 #3"), outlet.sent());
  }

  @Test
  void aDisplacedConnectionBringsNone() {
    Attachment old = attachment;
    attach();
    old.feed(feed("a", AT_MOST_ONCE, "r1"), shuttle);
    attachment.drained(shuttle);
    assertEquals(List.of(), outlet.sent());
  }
}
