package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Delivery;
import io.heddle.session.DropReason;
import io.heddle.session.Feed;
import io.heddle.session.QueueBudget;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept, within which limits, and what a new subscription gets of it. */
class RetainedStoreTest {
  private static final int WEIGHT = retained("a", "1").weight();

  private final FakeTimer timer = new FakeTimer();
  private final Counters counters = new Counters();

  private RetainedStore store(int messages, long bytes) {
    BrokerOptions o = World.options();
    BrokerOptions options =
        new BrokerOptions(
            o.session(),
            1000,
            0,
            o.sessionOwner(),
            o.offer(),
            messages,
            bytes,
            bytes,
            9,
            true,
            List.of(),
            Duration.ZERO,
            o.drops());
    return new RetainedStore(options, timer, counters);
  }

  private RetainedStore store() {
    return store(100, 100_000);
  }

  private static Message retained(String topic, String payload) {
    return World.retained(topic, payload, Message.NEVER);
  }

  private static String payload(RetainedStore store, String topic) {
    var kept = store.get(TopicName.of(topic));
    return kept == null ? null : kept.payload().text();
  }

  private static Feed feed(RetainedStore store, String filter, boolean noLocal) {
    return store.feed(
        new Subscription(
            TopicFilter.of(filter), AT_LEAST_ONCE, noLocal, false, RetainHandling.SEND, 7),
        session("publisher"));
  }

  private static Session session(String clientId) {
    QueueBudget budget = new QueueBudget(1_000_000);
    return new Session(
        clientId, World.options().session(), budget, new Counters(), SessionStore.NONE);
  }

  private static List<String> payloads(Feed feed) {
    List<String> payloads = new ArrayList<>();
    for (Delivery next = feed.next(); next != null; next = feed.next()) {
      payloads.add(next.message().payload().text());
    }
    return payloads;
  }

  @Test
  void theLastOneOfEachTopicIsKept() {
    RetainedStore store = store();
    store.keep(retained("a", "1"), new Shuttle(0));
    store.keep(retained("a", "2"), new Shuttle(0));
    store.keep(retained("b", "3"), new Shuttle(0));
    assertEquals(2, store.count());
    assertEquals(2L * WEIGHT, store.bytes());
    assertEquals("2", payload(store, "a"));
    store.keep(retained("a", ""), new Shuttle(0));
    assertNull(payload(store, "a"));
    assertEquals(1, store.count());
  }

  @Test
  void theLimitOfMessagesIsExact() {
    RetainedStore store = store(2, 100_000);
    store.keep(retained("a", "1"), new Shuttle(0));
    store.keep(retained("b", "1"), new Shuttle(0));
    store.keep(retained("c", "1"), new Shuttle(0));
    assertNull(payload(store, "c"));
    assertEquals(1, counters.dropped(DropReason.RETAINED_FULL));
    store.keep(retained("b", "2"), new Shuttle(0));
    assertEquals("2", payload(store, "b"), "a place that it has");
    store.keep(retained("a", ""), new Shuttle(0));
    store.keep(retained("c", "2"), new Shuttle(0));
    assertEquals("2", payload(store, "c"));
  }

  @Test
  void theLimitOfBytesIsExactToo() {
    RetainedStore store = store(100, 2L * WEIGHT);
    store.keep(retained("a", "1"), new Shuttle(0));
    store.keep(retained("b", "1"), new Shuttle(0));
    store.keep(retained("c", "1"), new Shuttle(0));
    assertEquals(2, store.count());
    store.keep(retained("a", "2"), new Shuttle(0));
    assertEquals("2", payload(store, "a"));
    store.keep(retained("a", "33"), new Shuttle(0));
    assertNull(payload(store, "a"), "the new one does not fit, and the old one is no longer true");
    assertEquals(2, counters.dropped(DropReason.RETAINED_FULL));
  }

  @Test
  void whatIsExpiredIsForgottenAtTheNextSweep() {
    RetainedStore store = store();
    store.keep(World.retained("a", "1", timer.millis() + 1000), new Shuttle(0));
    store.keep(retained("b", "1"), new Shuttle(0));
    store.sweep();
    assertEquals(2, store.count());
    timer.advance(Duration.ofSeconds(1));
    store.sweep();
    assertEquals(1, store.count());
    assertNotNull(payload(store, "b"));
  }

  @Test
  void aFeedBringsWhatMatchesAtTheLevelOfTheSubscription() {
    RetainedStore store = store();
    store.keep(retained("a/1", "1"), new Shuttle(0));
    store.keep(retained("a/2", "2"), new Shuttle(0));
    store.keep(retained("b", "3"), new Shuttle(0));
    Feed feed = feed(store, "a/+", false);
    assertEquals(TopicFilter.of("a/+"), feed.filter());
    Delivery first = feed.next();
    assertEquals(AT_LEAST_ONCE, first.qos());
    assertEquals(true, first.terms().retain());
    assertEquals(7, first.terms().subscriptionIdentifiers()[0]);
    assertEquals(List.of("2"), payloads(feed));
    assertEquals(true, feed.atEnd());
  }

  @Test
  void itSkipsWhatIsNewerThanItself() {
    RetainedStore store = store();
    store.keep(retained("a", "old"), new Shuttle(0));
    store.keep(retained("b", "old"), new Shuttle(0));
    Feed feed = feed(store, "#", false);
    store.keep(retained("b", "new"), new Shuttle(0));
    store.keep(retained("c", "new"), new Shuttle(0));
    assertEquals(List.of("old"), payloads(feed), "the new ones come live");
  }

  @Test
  void itSkipsWhatExpiredOrWasForgottenMeanwhile() {
    RetainedStore store = store();
    store.keep(World.retained("a", "1", timer.millis() + 1000), new Shuttle(0));
    store.keep(retained("b", "2"), new Shuttle(0));
    store.keep(retained("c", "3"), new Shuttle(0));
    Feed feed = feed(store, "#", false);
    timer.advance(Duration.ofSeconds(1));
    store.keep(retained("b", ""), new Shuttle(0));
    assertEquals(List.of("3"), payloads(feed));
  }

  @Test
  void noLocalCountsForRetainedMessages() {
    RetainedStore store = store();
    store.keep(retained("a", "own"), new Shuttle(0));
    assertEquals(List.of(), payloads(feed(store, "a", true)));
    assertEquals(List.of("own"), payloads(feed(store, "a", false)));
  }

  @Test
  void theLevelIsTheLowerOne() {
    RetainedStore store = store();
    store.keep(retained("a", "1"), new Shuttle(0));
    Subscription high = Subscription.of(TopicFilter.of("a"), EXACTLY_ONCE);
    assertEquals(AT_LEAST_ONCE, store.feed(high, session("c")).next().qos(), "as it was published");
  }
}
