package io.heddle.api;

import io.heddle.mqtt.TopicFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is to follow: a client, a topic filter or an address, exactly one of them.
 *
 * @param clientId the steps of this client, and of the messages that it publishes; null for others
 * @param filter the messages of these topics; null for others
 * @param address the clients that come from there, as {@code clientId}; null for others
 * @param payload bytes of each payload that are written; 0 for none
 * @param most how long it goes on
 */
public record TraceRequest(
    @Nullable String clientId,
    @Nullable TopicFilter filter,
    @Nullable AddressRange address,
    int payload,
    Duration most) {
  /** How long a trace goes on at most. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** The most bytes of a payload that are written. */
  public static final int LARGEST_PAYLOAD = 64 * 1024;

  /** Checks that it can be. */
  public TraceRequest {
    int subjects = (clientId == null ? 0 : 1) + (filter == null ? 0 : 1);
    if (subjects + (address == null ? 0 : 1) != 1) {
      throw new IllegalArgumentException("one of a client, a filter and an address is followed");
    }
    if (payload < 0 || payload > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException("payload: 0 to " + LARGEST_PAYLOAD + " bytes");
    }
    if (most.isNegative() || most.isZero() || most.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a trace goes on for a day at most");
    }
  }
}
