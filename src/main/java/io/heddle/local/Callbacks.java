package io.heddle.local;

import io.heddle.api.Received;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who gets which messages. Guarded by the mailbox's lock. */
final class Callbacks {
  private final Map<TopicFilter, Consumer<Received>> byFilter = new LinkedHashMap<>();
  private final @Nullable Consumer<Received> otherwise;

  Callbacks(@Nullable Consumer<Received> otherwise) {
    this.otherwise = otherwise;
  }

  /** Sets the callback of a filter, or none; answers the one before. */
  @Nullable Consumer<Received> set(TopicFilter filter, @Nullable Consumer<Received> callback) {
    return callback == null ? byFilter.remove(filter) : byFilter.put(filter, callback);
  }

  /** All that get a message of this topic, as one; null when it waits to be received. */
  @Nullable Consumer<Received> of(TopicName topic) {
    Consumer<Received> all = null;
    for (Map.Entry<TopicFilter, Consumer<Received>> each : byFilter.entrySet()) {
      if (each.getKey().matches(topic)) {
        all = all == null ? each.getValue() : all.andThen(each.getValue());
      }
    }
    return all == null ? otherwise : all;
  }
}
