package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A publisher waits for a full queue, and never for one that cannot get emptier. */
@Timeout(60)
class BlockingTest {
  private static final SessionOptions OPTIONS = Samples.options(1, 1, QueuePolicy.BLOCK);

  private final CountedDrops drops = new CountedDrops();
  private final Client receiver = new Client(OPTIONS);
  private final Client publisher = new Client(OPTIONS);
  private final AtomicInteger batches = new AtomicInteger();

  BlockingTest() {
    publisher.shuttle.mayWait(publisher.session, batches::incrementAndGet);
  }

  /** A session, its connection, and the carrier of its thread. */
  private final class Client {
    final Session session;
    final RecordingOutlet outlet = new RecordingOutlet();
    final Shuttle shuttle = new Shuttle(0);
    final Attachment attachment;

    Client(SessionOptions options) {
      session = new Session("c", options, new QueueBudget(1_000_000), drops, SessionStore.NONE);
      attachment = session.attach(new Visit(outlet, 100, 65_535, null));
      attachment.resume(shuttle);
    }

    Outcome deliver(String payload, Qos qos, Shuttle by) {
      return session.deliver(Samples.message(payload, qos), Samples.terms(qos), by);
    }

    /** One message in flight and one that waits: nothing fits any more. */
    Client full() {
      deliver("a", AT_LEAST_ONCE, new Shuttle(0));
      deliver("b", AT_LEAST_ONCE, new Shuttle(0));
      outlet.sent();
      return this;
    }

    Thread waitsFor(Client other) {
      Message message = Samples.message("x", AT_LEAST_ONCE);
      return Thread.ofVirtual()
          .start(() -> shuttle.waitFor(other.session, message, Long.MAX_VALUE));
    }
  }

  private Outcome publish(Client to) {
    return to.deliver("c", AT_LEAST_ONCE, publisher.shuttle);
  }

  @Test
  void thePublisherWaitsAndNothingIsDropped() throws Exception {
    receiver.full();
    assertEquals(Outcome.WAIT, publish(receiver));
    Thread thread = publisher.waitsFor(receiver);
    Until.waiting(thread);
    assertEquals(1, batches.get(), "its batch so far is ended first");
    receiver.attachment.puback(1, ReasonCode.SUCCESS, receiver.shuttle);
    Until.ended(thread);
    assertEquals(Outcome.QUEUED, publish(receiver));
    assertEquals(List.of("b q1 #2"), receiver.outlet.sent());
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void notASecondTimeForTheSameMessage() {
    receiver.full();
    assertEquals(Outcome.WAIT, publish(receiver));
    receiver.attachment.detach(true, 0);
    publisher.shuttle.waitFor(
        receiver.session, Samples.message("x", AT_LEAST_ONCE), Long.MAX_VALUE);
    Client other = new Client(OPTIONS).full();
    assertEquals(Outcome.FULL, publish(other));
    publisher.shuttle.calm();
    assertEquals(Outcome.WAIT, publish(other));
  }

  @Test
  void onlyWhoeverHasAThreadToWaitWith() {
    receiver.full();
    assertEquals(Outcome.FULL, receiver.deliver("c", AT_LEAST_ONCE, new Shuttle(0)));
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), drops.counts());
  }

  @Test
  void notForItsOwnSession() {
    publisher.full();
    assertEquals(Outcome.FULL, publish(publisher));
  }

  @Test
  void notForAnAbsentClient() {
    receiver.full();
    receiver.attachment.detach(true, 0);
    assertEquals(Outcome.FULL, publish(receiver));
  }

  @Test
  void notForAMessageThatNeverFits() {
    SessionOptions small =
        new SessionOptions(1, 1, 400, 0, QueuePolicy.BLOCK, Duration.ofSeconds(1), false);
    Client client = new Client(small).full();
    assertEquals(Outcome.WAIT, publish(client));
    assertEquals(Outcome.FULL, client.deliver("x".repeat(400), AT_LEAST_ONCE, publisher.shuttle));
  }

  @Test
  void notAtQos0() {
    receiver.full();
    receiver.outlet.room(0);
    assertEquals(Outcome.DROPPED, receiver.deliver("c", AT_MOST_ONCE, publisher.shuttle));
  }

  @Test
  void notForOneWhoseThreadWaits() throws Exception {
    receiver.full();
    Client third = new Client(OPTIONS).full();
    receiver.shuttle.mayWait(receiver.session, () -> {});
    Thread thread = receiver.waitsFor(third);
    Until.waiting(thread);
    assertEquals(Outcome.FULL, publish(receiver));
    third.attachment.detach(true, 0);
    Until.ended(thread);
    assertEquals(Outcome.WAIT, publish(receiver));
  }

  @Test
  void ofTwoThatWaitForEachOtherOneGivesUp() throws Exception {
    publisher.full();
    receiver.full();
    receiver.shuttle.mayWait(receiver.session, () -> {});
    Thread one = publisher.waitsFor(receiver);
    Until.waiting(one);
    Thread other = receiver.waitsFor(publisher);
    Until.so("one of them gives up", () -> !one.isAlive() || !other.isAlive());
    receiver.attachment.detach(true, 0);
    publisher.attachment.detach(true, 0);
    Until.ended(one);
    Until.ended(other);
  }

  @Test
  void whoeverWaitsForOneThatBeginsToWaitGivesUp() throws Exception {
    receiver.full();
    Client third = new Client(OPTIONS).full();
    receiver.shuttle.mayWait(receiver.session, () -> {});
    Thread one = publisher.waitsFor(receiver);
    Until.waiting(one);
    Thread other = receiver.waitsFor(third);
    Until.ended(one);
    third.attachment.detach(true, 0);
    Until.ended(other);
  }

  @Test
  void whoLeavesOrEndsLetsThemGo() throws Exception {
    receiver.full();
    Thread first = publisher.waitsFor(receiver);
    Until.waiting(first);
    receiver.attachment.detach(true, 0);
    Until.ended(first);
    Client other = new Client(OPTIONS).full();
    Thread second = publisher.waitsFor(other);
    Until.waiting(second);
    other.session.end();
    Until.ended(second);
  }

  @Test
  void theTimeIsBounded() {
    SessionOptions hasty =
        new SessionOptions(1, 1, 1000, 0, QueuePolicy.BLOCK, Duration.ofMillis(1), false);
    Client client = new Client(hasty).full();
    assertEquals(0, client.session.awaitRoom(Samples.message("c", AT_LEAST_ONCE), Long.MAX_VALUE));
    assertTrue(client.session.outbound.queue().size() == 1, "nothing was made room for");
  }
}
