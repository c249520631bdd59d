package io.heddle.store;

import java.util.Map;

/**
 * What there is in a store. Immutable.
 *
 * @param format of its newest segment
 * @param segments files
 * @param fileBytes of them
 * @param usedBytes in which something was written
 * @param neededBytes of messages that somebody has, and of what a start reads; the rest of what is
 *     used is dead
 * @param entries how many there are of each kind, also dead ones
 * @param sessions with those that are over and have a Will that is still to be published
 * @param subscriptions of all sessions
 * @param groups share groups with messages
 * @param queued messages that wait for a session or a share group, each counted once for each
 * @param inflight messages that were sent and are not acknowledged
 * @param retained messages
 * @param oldest when the oldest message was kept that somebody has, in milliseconds of the epoch; 0
 *     for none
 * @param lastCommit when something was written last, in milliseconds of the epoch
 */
public record Stock(
    int format,
    int segments,
    long fileBytes,
    long usedBytes,
    long neededBytes,
    Map<String, Long> entries,
    long sessions,
    long subscriptions,
    long groups,
    long queued,
    long inflight,
    long retained,
    long oldest,
    long lastCommit) {

  /** Bytes that are used and that nobody needs. */
  public long deadBytes() {
    return usedBytes - neededBytes;
  }
}
