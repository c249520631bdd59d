package io.heddle.services;

import static io.heddle.services.Running.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.DropReason;
import io.heddle.api.Messages.Fate;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishing without a connection. */
@Timeout(60)
class MessagesTest {
  private final Running running = new Running("queue.messages", "2");

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void reachesWhoeverSubscribes() {
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a/#", Qos.AT_LEAST_ONCE);
    Client other = running.connect(Login.v311("other"));
    other.subscribe("a/b", Qos.AT_MOST_ONCE);
    assertEquals(Fate.TAKEN, publish("a/b", "x", Qos.AT_LEAST_ONCE, false));
    one.receive("a/b", Qos.AT_LEAST_ONCE, "x");
    other.receive("a/b", Qos.AT_MOST_ONCE, "x");
    assertEquals(Fate.NOBODY, publish("c", "x", Qos.AT_LEAST_ONCE, false));
  }

  /** The reference broker forgot the retain flag of what was published from outside. */
  @Test
  void whatIsToBeRetainedIs() {
    publish("a", "kept", Qos.AT_LEAST_ONCE, true);
    Client late = running.connect(Login.v5("late"));
    late.subscribe("a", Qos.AT_LEAST_ONCE);
    late.receive("a", Qos.AT_LEAST_ONCE, "kept");
    publish("a", "", Qos.AT_MOST_ONCE, true);
    late.receive("a", Qos.AT_MOST_ONCE, "");
    assertEquals(true, running.services().retained().get(TopicName.of("a")).isEmpty());
  }

  @Test
  void whatAFullQueueDropsIsCounted() {
    Client away = running.lasting("away");
    away.subscribe("a", Qos.AT_LEAST_ONCE);
    away.disconnect();
    Running.await(() -> running.services().clients().count() == 0);
    assertEquals(Fate.TAKEN, publish("a", "1", Qos.AT_LEAST_ONCE, false));
    assertEquals(Fate.TAKEN, publish("a", "2", Qos.AT_LEAST_ONCE, false));
    assertEquals(Fate.DROPPED, publish("a", "3", Qos.AT_LEAST_ONCE, false));
    var statistics = running.services().statistics();
    assertEquals(1, statistics.messagesDropped(DropReason.QUEUE_FULL, Qos.AT_LEAST_ONCE));
    assertEquals(0, statistics.messagesDropped(DropReason.QUEUE_FULL, Qos.EXACTLY_ONCE));
    assertEquals(2, statistics.queuedMessages());
  }

  @Test
  void oneClientAloneGetsWhatIsSentToIt() {
    Client one = running.connect(Login.v5("one"));
    Client other = running.connect(Login.v5("other"));
    other.subscribe("a", Qos.AT_LEAST_ONCE);
    var messages = running.services().messages();
    assertEquals(Fate.TAKEN, messages.send("one", message("a", "x", Qos.AT_LEAST_ONCE, true)));
    one.receive("a", Qos.AT_LEAST_ONCE, "x");
    other.expectNothingMore();
    assertEquals(Fate.NOBODY, messages.send("nobody", message("a", "x", Qos.AT_MOST_ONCE, false)));
    assertEquals(
        0, running.services().retained().all().filter(m -> m.topic().value().equals("a")).count());
  }

  @Test
  void onTheTermsOfItsOwnSubscriptions() {
    Client one = running.connect(Login.v5("one"));
    one.subscribe(
        new Subscription(
            TopicFilter.of("a/+"), Qos.AT_MOST_ONCE, false, true, RetainHandling.SEND, 0),
        Subscription.of(TopicFilter.of("a/#"), Qos.AT_LEAST_ONCE));
    var messages = running.services().messages();
    var message = message("a/b", "x", Qos.EXACTLY_ONCE, true);
    assertEquals(Fate.TAKEN, messages.sendIfSubscribed("one", message));
    var publish = one.expectPublish("a/b", "x", Qos.AT_LEAST_ONCE);
    assertEquals(true, publish.retain());
    assertEquals(
        Fate.NOBODY, messages.sendIfSubscribed("one", message("c", "x", Qos.AT_MOST_ONCE, false)));
  }

  @Test
  void theTopicsOfTheServerAreItsOwn() {
    assertThrows(
        IllegalArgumentException.class,
        () -> publish("$SYS/broker/version", "x", Qos.AT_MOST_ONCE, true));
    assertEquals(List.of(), running.services().clients().all().toList());
  }

  private Fate publish(String topic, String payload, Qos qos, boolean retain) {
    return running.services().messages().publish(message(topic, payload, qos, retain));
  }
}
