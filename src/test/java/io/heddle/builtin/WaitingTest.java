package io.heddle.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of a message that waits is all of it. */
class WaitingTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 100_000, Message.NEVER})
  void comesBackAsItWas(long lifetime) {
    Properties properties = Properties.builder().add(Property.CONTENT_TYPE, "text").build();
    Message message =
        new Message(
            TopicName.of("a"),
            Bytes.utf8("x"),
            Qos.EXACTLY_ONCE,
            true,
            properties,
            Message.NEVER,
            "one");
    Waiting waiting = new Waiting(message, 12_345, lifetime);
    assertEquals(waiting, Waiting.of(waiting.written()));
  }
}
