package io.heddle.api;

import io.heddle.mqtt.TopicFilter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A share group at one moment. Made by the broker alone: its constructor grows with it.
 *
 * @param filter of the shared subscription, {@code $share/} included
 * @param members sessions that have it, connected or not
 * @param queuedMessages messages that wait for whichever member has room first
 * @param queuedBytes what those weigh, as {@code queue.bytes} counts
 * @param dropped messages that were dropped before a member had them, since the group began, by
 *     reason; what a member had is in that session's {@link Deliveries}
 */
public record ShareGroupInfo(
    TopicFilter filter,
    int members,
    int queuedMessages,
    long queuedBytes,
    Map<DropReason, Long> dropped) {

  /** Copies the map; its order is that of the reasons. */
  public ShareGroupInfo {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    byReason.putAll(dropped);
    dropped = Collections.unmodifiableMap(byReason);
  }
}
