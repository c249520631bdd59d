package io.heddle.topic;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random names and filters over few words, so that they meet; and short forms for tests. */
final class Names {
  private final RandomGenerator random;
  private final List<String> words;

  Names(RandomGenerator random, int numbers) {
    this.random = random;
    this.words = new ArrayList<>(List.of("", "a", "b", "ab", "a!", "$", "$SYS", "é", "long-level"));
    for (int i = 0; i < numbers; i++) {
      words.add("n" + i);
    }
  }

  TopicName name() {
    String text = path(0);
    return text.isEmpty() ? name() : TopicName.of(text);
  }

  TopicFilter filter() {
    String text = path(3);
    if (random.nextInt(5) == 0) {
      text = random.nextInt(4) == 0 ? "#" : text + "/#";
    }
    return text.isEmpty() ? filter() : TopicFilter.of(text);
  }

  private String path(int plusIn10) {
    List<String> levels = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      levels.add(random.nextInt(10) < plusIn10 ? "+" : words.get(random.nextInt(words.size())));
    }
    return String.join("/", levels);
  }

  static TopicName topic(String text) {
    return TopicName.of(text);
  }

  static TopicFilter filter(String text) {
    return TopicFilter.of(text);
  }

  static Subscription subscription(String filter) {
    return Subscription.of(TopicFilter.of(filter), Qos.AT_LEAST_ONCE);
  }

  static Message message(String topic, String payload) {
    return Message.of(TopicName.of(topic), Bytes.utf8(payload), Qos.AT_MOST_ONCE).retained(true);
  }
}
