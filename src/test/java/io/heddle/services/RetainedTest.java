package io.heddle.services;

import static io.heddle.services.Running.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.Retained;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Retained messages, looked at and changed from outside. */
@Timeout(60)
class RetainedTest {
  private final Running running = new Running("sys.interval", "never", "retained.messages", "3");
  private final Retained retained = running.services().retained();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void arePutFoundAndRemoved() {
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a/#", Qos.AT_LEAST_ONCE);
    assertTrue(put("a/1", "x"));
    assertTrue(put("a/2", "y"));
    assertTrue(put("$x/3", "z"));
    one.expectNothingMore();
    assertEquals(3, retained.count());
    assertTrue(retained.bytes() > 0);
    assertEquals("x", retained.get(TopicName.of("a/1")).orElseThrow().payload().text());
    assertEquals(List.of("a/1", "a/2"), topics("#"));
    assertEquals(List.of("$x/3"), topics("$x/+"));
    assertEquals(3, retained.all().count());
    assertTrue(retained.remove(TopicName.of("a/1")));
    assertFalse(retained.remove(TopicName.of("a/1")));
    assertEquals(2, retained.clear());
    assertEquals(0, retained.count());
  }

  @Test
  void theLimitHoldsAndIsCounted() {
    assertTrue(put("a", "x"));
    assertTrue(put("b", "x"));
    assertTrue(put("c", "x"));
    assertFalse(put("d", "x"));
    assertTrue(put("c", "y"));
    var statistics = running.services().statistics();
    assertEquals(1, statistics.messagesDropped(DropReason.RETAINED_FULL, Qos.AT_LEAST_ONCE));
    assertEquals(3, statistics.retainedMessages());
  }

  private boolean put(String topic, String payload) {
    return retained.put(message(topic, payload, Qos.AT_LEAST_ONCE, true));
  }

  private List<String> topics(String filter) {
    return retained.matching(TopicFilter.of(filter)).map(m -> m.topic().value()).toList();
  }
}
