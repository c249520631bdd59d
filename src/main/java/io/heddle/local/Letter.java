package io.heddle.local;

import io.heddle.api.Received;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message in a mailbox, or taken out of it. Safe for use by any thread. */
final class Letter implements Received {
  private final Message routed;
  private final Message seen;
  private final Terms terms;
  private final boolean duplicate;
  private final int packetId;
  private final Acknowledging office;
  private final AtomicBoolean acknowledged = new AtomicBoolean();

  /** Written by whoever puts it into the mailbox, before it does. */
  private long mark;

  /** Where a message is acknowledged. */
  @FunctionalInterface
  interface Acknowledging {
    void acknowledge(int packetId, Qos qos, ReasonCode reason);
  }

  /**
   * A letter.
   *
   * @param seen the message as the client sees it
   */
  Letter(
      Message routed,
      Message seen,
      Terms terms,
      boolean duplicate,
      int packetId,
      Acknowledging office) {
    this.routed = routed;
    this.seen = seen;
    this.terms = terms;
    this.duplicate = duplicate;
    this.packetId = packetId;
    this.office = office;
  }

  /** Nobody is to read it before this is safe in the store. */
  Letter readableAt(long written) {
    mark = written;
    return this;
  }

  /** What must be safe before somebody reads it. */
  long mark() {
    return mark;
  }

  @Override
  public Message message() {
    return seen;
  }

  /** The message as the broker has it. */
  Message routed() {
    return routed;
  }

  Terms terms() {
    return terms;
  }

  @Override
  public Qos qos() {
    return terms.qos();
  }

  @Override
  public boolean retain() {
    return terms.retain();
  }

  @Override
  public boolean duplicate() {
    return duplicate;
  }

  @Override
  public List<Integer> subscriptionIdentifiers() {
    return Arrays.stream(terms.subscriptionIdentifiers()).boxed().toList();
  }

  @Override
  public void acknowledge() {
    answer(ReasonCode.SUCCESS);
  }

  /** The first answer counts. */
  void answer(ReasonCode reason) {
    if (packetId != 0 && acknowledged.compareAndSet(false, true)) {
      office.acknowledge(packetId, qos(), reason);
    }
  }
}
