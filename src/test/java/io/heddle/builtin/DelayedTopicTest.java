package io.heddle.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.TopicName;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the topics of delayed messages are read. */
class DelayedTopicTest {
  @ParameterizedTest
  @CsvSource({
    "$delayed/5/a, 0, 5, a",
    "$delayed/0/a/b, 0, 0, a/b",
    "$delayed/4294967/a, 0, 4294967, a",
    "$delayed/007//a, 0, 7, /a",
    "$delayed/5/a/$delayed/6, 0, 5, a/$delayed/6",
    "m/n/$delayed/5/a, 4, 5, m/n/a"
  })
  void rightOnes(String topic, int at, int seconds, String end) {
    assertEquals(at, DelayedTopic.find(topic));
    DelayedTopic delayed = Objects.requireNonNull(DelayedTopic.of(topic, at));
    assertEquals(seconds, delayed.seconds());
    assertEquals(TopicName.of(end), delayed.topic());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$delayed",
        "$delayed/",
        "$delayed/5",
        "$delayed/5/",
        "$delayed//a",
        "$delayed/x/a",
        "$delayed/-1/a",
        "$delayed/4294968/a",
        "$delayed/00000005/a",
        "$delayed/5s/a",
        "$delayed/1.5/a",
        "$delayed/\u0665/a",
        "$delayed/5/$delayed/6/a",
        "$delayed/5/$delayed"
      })
  void wrongOnes(String topic) {
    assertEquals(0, DelayedTopic.find(topic));
    assertNull(DelayedTopic.of(topic, 0));
  }

  @Test
  void othersAreOthers() {
    assertEquals(-1, DelayedTopic.find("$delayedness/5/a"));
    assertEquals(-1, DelayedTopic.find("a$delayed/5/a"));
    assertEquals(-1, DelayedTopic.find("a/b"));
    assertEquals(TopicName.of("a/b"), Delayed.destination(TopicName.of("a/b")));
    assertEquals(TopicName.of("b"), Delayed.destination(TopicName.of("$delayed/5/b")));
  }
}
