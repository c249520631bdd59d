package io.heddle.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the messages of one session since it began. It goes on while connections come and
 * go, and ends with the session.
 *
 * @param queued messages that had to wait for the client, ever; how many wait now is {@link
 *     SessionInfo#queuedMessages}
 * @param delivered messages that were given to its connections, repeats included
 * @param dropped messages that the client did not get, and those that it published and that were
 *     not accepted, by reason; what is not in it never happened. Its Will does not count, nor what
 *     was delivered and not retained
 */
public record Deliveries(long queued, long delivered, Map<DropReason, Long> dropped) {
  /** Nothing. */
  public static final Deliveries NONE = new Deliveries(0, 0, Map.of());

  /** Copies the map; its order is that of the reasons. */
  public Deliveries {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    byReason.putAll(dropped);
    dropped = Collections.unmodifiableMap(byReason);
  }

  /** How many were dropped for a reason. */
  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }
}
