package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages that a session fetches, beside those that come by themselves. */
class FeedsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Terms QOS0 = Terms.of(Qos.AT_MOST_ONCE, false, new int[0]);

  private final Taker taker = new Taker();
  private final Session session = session();
  private final Attachment attachment = session.attach(new Visit(taker, 0, 10, null));

  private static Session session() {
    SessionOptions options =
        new SessionOptions(
            10, 1000, 1 << 20, 1 << 20, QueuePolicy.DROP_NEWEST, Duration.ZERO, false);
    return new Session(
        "a", options, new QueueBudget(1 << 20), (reason, qos, messages) -> {}, SessionStore.NONE);
  }

  private static Message message(String payload) {
    return Message.of(TopicName.of("t"), Bytes.utf8(payload), Qos.AT_MOST_ONCE);
  }

  private void publish(String payload) {
    session.deliver(message(payload), QOS0, new Shuttle(0));
  }

  @Test
  void aLiveMessageDoesNotOvertakeOneThatWasReadBeforeIt() throws Exception {
    attachment.resume(new Shuttle(0));
    Thread publisher = new Thread(() -> publish("newer"));
    List<String> read = new ArrayList<>(List.of("older"));
    // The newer value is published when the older one has been read and is not sent yet.
    attachment.feed(
        new Fake(() -> {
          if (read.isEmpty()) {
            return null;
          }
          publisher.start();
          awaitBlockedOrEnded(publisher);
          return read.removeFirst();
        }),
        new Shuttle(0));
    publisher.join(LIMIT);
    assertEquals(List.of("older", "newer"), taker.payloads);
  }

  private static void awaitBlockedOrEnded(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void afterTheFeedMessagesGoStraightAgain() {
    attachment.resume(new Shuttle(0));
    attachment.feed(new Fake(() -> null), new Shuttle(0));
    session.lock.lock();
    try {
      Thread publisher = Thread.startVirtualThread(() -> publish("straight"));
      assertTimeoutPreemptively(LIMIT, () -> publisher.join());
    } finally {
      session.lock.unlock();
    }
    assertEquals(List.of("straight"), taker.payloads);
  }

  @Test
  void aLongSearchLetsOthersHaveTheLock() {
    attachment.resume(new Shuttle(0));
    AtomicInteger steps = new AtomicInteger();
    List<Thread> publishers = new CopyOnWriteArrayList<>();
    // Ten steps that find nothing; in the fifth somebody publishes, and waits for the lock.
    Fake feed =
        new Fake(() -> {
          if (steps.incrementAndGet() == 5) {
            publishers.add(Thread.ofPlatform().start(() -> publish("live")));
            awaitBlockedOrEnded(publishers.get(0));
          }
          if (steps.get() > 5) {
            assertTrue(session.lock.isHeldByCurrentThread());
          }
          return steps.get() < 1_000_000 && taker.payloads.isEmpty() ? "" : null;
        });
    assertTimeoutPreemptively(LIMIT, () -> attachment.feed(feed, new Shuttle(0)));
    assertTimeoutPreemptively(LIMIT, () -> publishers.get(0).join());
    assertEquals(List.of("live"), taker.payloads);
    assertTrue(steps.get() < 1_000_000, "the search ended before the publisher had the lock");
  }

  @Test
  void aNewFeedTakesThePlaceOfTheOldOneHoweverManyThereAre() {
    int many = 100_000;
    Shuttle shuttle = new Shuttle(0);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < many; i++) {
            attachment.feed(new Fake("f/" + i, () -> "old"), shuttle);
          }
          for (int i = many - 1; i >= 0; i--) {
            String payload = String.valueOf(i);
            attachment.feed(new Fake("f/" + i, List.of(payload).iterator()::next), shuttle);
          }
        });
    session.lock.lock();
    try {
      for (int i = 1; i < many; i++) {
        session.outbound.cancelFeed(TopicFilter.of("f/" + i));
      }
      assertTrue(session.outbound.hasFeeds());
      session.outbound.cancelFeed(TopicFilter.of("f/0"));
      assertFalse(session.outbound.hasFeeds());
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * Its source answers a payload, the empty text when it has found none yet, or null at the end.
   */
  private static final class Fake implements Feed {
    private final TopicFilter filter;
    private final Supplier<@Nullable String> source;
    private boolean atEnd;

    Fake(Supplier<@Nullable String> source) {
      this("t", source);
    }

    Fake(String filter, Supplier<@Nullable String> source) {
      this.filter = TopicFilter.of(filter);
      this.source = source;
    }

    @Override
    public TopicFilter filter() {
      return filter;
    }

    @Override
    public @Nullable Delivery next() {
      String payload = source.get();
      atEnd = payload == null;
      return payload == null || payload.isEmpty()
          ? null
          : new Delivery(message(payload), QOS0, null);
    }

    @Override
    public boolean isReading() {
      return false;
    }

    @Override
    public boolean atEnd() {
      return atEnd;
    }
  }

  /** A client that takes everything. */
  private static final class Taker implements Outlet {
    private final List<String> payloads = new CopyOnWriteArrayList<>();

    @Override
    public long delivered() {
      return payloads.size();
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public Outcome publish(
        Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
      payloads.add(message.payload().text());
      return Outcome.SENT;
    }

    @Override
    public void pubrel(int packetId, Shuttle shuttle) {}

    @Override
    public void flush() {}

    @Override
    public void end(ReasonCode reason, String words) {}
  }
}
