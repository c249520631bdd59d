package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Publishers that wait for a full queue, and when they must not. */
class BlockTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Terms QOS1 = Terms.of(Qos.AT_LEAST_ONCE, false, new int[0]);
  private static final Message MESSAGE =
      Message.of(TopicName.of("t"), Bytes.EMPTY, Qos.AT_LEAST_ONCE);

  private static final long WHOLE = Long.MAX_VALUE;

  private final Session receiver = full();
  private final Session publisher = full();
  private final Attachment attachment = receiver.attach(new Visit(new Stalled(), 0, 10, null));

  /** A session with a queue of one message, and that one in it. */
  private static Session full() {
    SessionOptions options =
        new SessionOptions(
            10, 1, 1 << 20, 1 << 20, QueuePolicy.BLOCK, Duration.ofMinutes(5), false);
    Session session =
        new Session(
            "a", options, new QueueBudget(1 << 20), (why, qos, count) -> {}, SessionStore.NONE);
    session.attach(new Visit(new Stalled(), 0, 10, null));
    session.deliver(MESSAGE, QOS1, new Shuttle(0));
    return session;
  }

  private static Shuttle shuttleOf(Session session) {
    Shuttle shuttle = new Shuttle(0);
    shuttle.mayWait(session, () -> {});
    return shuttle;
  }

  @Test
  void whoeverMayWaitIsAskedTo() {
    assertEquals(Outcome.WAIT, receiver.deliver(MESSAGE, QOS1, shuttleOf(publisher)));
    assertEquals(Outcome.FULL, receiver.deliver(MESSAGE, QOS1, new Shuttle(0)));
    assertEquals(Outcome.FULL, receiver.deliver(MESSAGE, QOS1, shuttleOf(receiver)));
  }

  @Test
  void nobodyWaitsForOneWhoBeganToWaitAfterTheCheck() {
    Shuttle shuttle = shuttleOf(publisher);
    assertEquals(Outcome.WAIT, receiver.deliver(MESSAGE, QOS1, shuttle));
    receiver.waitsFor(publisher);
    assertTimeoutPreemptively(LIMIT, () -> shuttle.waitFor(receiver, MESSAGE, WHOLE));
    assertEquals(Outcome.FULL, receiver.deliver(MESSAGE, QOS1, shuttle));
  }

  @Test
  void theEndOfTheReceiversConnectionEndsTheWait() throws Exception {
    Thread waiting =
        Thread.startVirtualThread(() -> shuttleOf(publisher).waitFor(receiver, MESSAGE, WHOLE));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    attachment.detach(false, 0);
    assertTrue(waiting.join(LIMIT));
  }

  /** A client that has no room. */
  private static final class Stalled implements Outlet {
    @Override
    public long delivered() {
      return 0;
    }

    @Override
    public boolean hasRoom() {
      return false;
    }

    @Override
    public Outcome publish(
        Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
      return Outcome.FULL;
    }

    @Override
    public void pubrel(int packetId, Shuttle shuttle) {}

    @Override
    public void flush() {}

    @Override
    public void end(ReasonCode reason, String words) {}
  }
}
