package io.heddle.it.crash;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;

/**
 * A message of the test, and what became of it. Times are those of the {@link Ledger}. Written by
 * its publisher alone, read by all.
 */
final class Letter {
  private static final char END = '|';

  /** Wills may be published late. */
  private static final int WILLS_STAY = 20;

  private final String publisher;
  private final int number;
  private final Qos qos;
  private final String topic;
  private final boolean empty;
  private final int generation;
  private final long sentAt;
  private volatile long acknowledgedAt = Long.MAX_VALUE;
  private volatile boolean repeated;

  Letter(String publisher, int number, Qos qos, String topic, boolean empty, Ledger ledger) {
    this.publisher = publisher;
    this.number = number;
    this.qos = qos;
    this.topic = topic;
    this.empty = empty;
    this.generation = ledger.generation();
    this.sentAt = ledger.tick();
  }

  /** What a payload is the message of. */
  static String key(String payload) {
    int end = payload.indexOf(END);
    return end < 0 ? payload : payload.substring(0, end);
  }

  String key() {
    return publisher + "-" + number;
  }

  /** The key, and so many bytes that mean nothing; none at all for what clears a retained one. */
  Bytes payload(int padding) {
    return empty ? Bytes.EMPTY : Bytes.utf8(key() + END + ".".repeat(padding));
  }

  String publisher() {
    return publisher;
  }

  int number() {
    return number;
  }

  Qos qos() {
    return qos;
  }

  String topic() {
    return topic;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Whether it can no longer arrive, however late, when everything was verified that often. */
  boolean isPast(int verified) {
    return generation < verified - (publisher.startsWith(Testator.PREFIX) ? WILLS_STAY : 0);
  }

  /** Before this it was with nobody but its publisher. */
  long sentAt() {
    return sentAt;
  }

  /** Since then it is the broker's; for ever later while there is no answer. */
  long acknowledgedAt() {
    return acknowledgedAt;
  }

  boolean isAcknowledged() {
    return acknowledgedAt != Long.MAX_VALUE;
  }

  void acknowledged(long now) {
    acknowledgedAt = Math.min(acknowledgedAt, now);
  }

  /** Whether its PUBLISH was sent more than once: the broker may have routed it, and forgotten. */
  boolean isRepeated() {
    return repeated;
  }

  void repeated() {
    repeated = true;
  }

  @Override
  public String toString() {
    return key()
        + " (QoS "
        + qos.value()
        + " to "
        + topic
        + ", sent at "
        + sentAt
        + (isAcknowledged() ? ", acknowledged at " + acknowledgedAt : ", not acknowledged")
        + (repeated ? ", sent again)" : ")");
  }
}
