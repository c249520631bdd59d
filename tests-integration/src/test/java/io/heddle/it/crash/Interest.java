package io.heddle.it.crash;

import io.heddle.mqtt.TopicFilter;

/**
 * A subscription while it stood: between which instants of the {@link Ledger} it may have been
 * there, and certainly was. Guarded by its subscriber.
 */
final class Interest {
  private final TopicFilter filter;
  private final String topic;
  private final boolean wild;
  private final long askedAt;
  private long grantedAt = Long.MAX_VALUE;
  private long leavingAt = Long.MAX_VALUE;
  private long goneAt = Long.MAX_VALUE;

  Interest(String filter, long askedAt) {
    this.filter = TopicFilter.of(filter);
    String plain =
        filter.startsWith("$share/") ? filter.substring(filter.indexOf('/', 7) + 1) : filter;
    this.wild = plain.endsWith("+");
    this.topic = wild ? plain.substring(0, plain.length() - 1) : plain;
    this.askedAt = askedAt;
  }

  TopicFilter filter() {
    return filter;
  }

  boolean isGranted() {
    return grantedAt != Long.MAX_VALUE;
  }

  boolean isLeaving() {
    return leavingAt != Long.MAX_VALUE;
  }

  boolean isGone() {
    return goneAt != Long.MAX_VALUE;
  }

  void granted(long now) {
    grantedAt = Math.min(grantedAt, now);
  }

  /** An UNSUBSCRIBE is about to be sent. */
  void leaving(long now) {
    leavingAt = Math.min(leavingAt, now);
  }

  void gone(long now) {
    goneAt = Math.min(goneAt, now);
  }

  private boolean covers(Letter letter) {
    return wild ? letter.topic().startsWith(topic) : letter.topic().equals(topic);
  }

  /** Whether the broker owes this message: it was subscribed from before it was sent on. */
  boolean wants(Letter letter) {
    return covers(letter)
        && letter.isAcknowledged()
        && letter.sentAt() > grantedAt
        && letter.acknowledgedAt() < leavingAt;
  }

  /** Whether the broker may deliver this message: the two were there at the same time. */
  boolean allows(Letter letter) {
    return covers(letter) && letter.acknowledgedAt() > askedAt && letter.sentAt() < goneAt;
  }

  /** Whether it stands, and did so already when the message was sent for the first time. */
  boolean standsSince(Letter letter) {
    return covers(letter) && letter.sentAt() > grantedAt && !isLeaving();
  }

  boolean endedBefore(long instant) {
    return goneAt < instant;
  }

  @Override
  public String toString() {
    return filter
        + " asked "
        + askedAt
        + " granted "
        + grantedAt
        + " leaving "
        + leavingAt
        + " gone "
        + goneAt;
  }
}
