package io.heddle.connection;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Topic Aliases that a client has set on this connection. Belongs to the connection's thread.
 */
final class TopicAliases {
  private @Nullable TopicName[] names = new @Nullable TopicName[0];
  private final int maximum;

  TopicAliases(int maximum) {
    this.maximum = maximum;
  }

  /**
   * The Topic Name of a PUBLISH that carries an alias: sets it when there is a name, else looks it
   * up {@code [MQTT-3.3.2-8] [MQTT-3.3.2-9] [MQTT-3.3.2-12]}.
   */
  TopicName resolve(int alias, @Nullable TopicName name) throws Farewell {
    if (alias < 1 || alias > maximum) {
      throw Farewell.server(
          ReasonCode.TOPIC_ALIAS_INVALID,
          "Topic Alias " + alias + " is above the maximum of " + maximum);
    }
    if (names.length <= alias) {
      names = Arrays.copyOf(names, Math.min(maximum + 1, Math.max(alias + 1, names.length * 2)));
    }
    if (name != null) {
      names[alias] = name;
      return name;
    }
    TopicName known = names[alias];
    if (known == null) {
      throw Farewell.violation("Topic Alias " + alias + " was never set");
    }
    return known;
  }
}
