package io.heddle.broker;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Delivery;
import io.heddle.session.Journal;
import io.heddle.session.Standing;
import io.heddle.session.Stored;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one owner says, as its ledger reads it. Belongs to one thread. */
final class Page implements Journal {
  private final Ledger ledger;
  private final Journal journal;
  private final long owner;

  private boolean isSession;

  Page(Ledger ledger, Journal journal, boolean isSession) {
    this.ledger = ledger;
    this.journal = journal;
    this.owner = journal.owner();
    this.isSession = isSession;
  }

  private long write(String key, @Nullable Object value, Supplier<Long> write) {
    return ledger.skipping() && isSession ? 0 : ledger.note(key, value, write);
  }

  @Override
  public long owner() {
    return owner;
  }

  @Override
  public long standing(Standing standing) {
    isSession = true;
    return write(
        Facts.session(owner), Facts.Session.of(standing), () -> journal.standing(standing));
  }

  @Override
  public long group(TopicFilter filter) {
    return write(Facts.group(owner), filter.value(), () -> journal.group(filter));
  }

  @Override
  public long subscribed(Subscription of) {
    String key = Facts.subscription(owner, of.filter().value());
    return write(key, Facts.text(of), () -> journal.subscribed(of));
  }

  @Override
  public long unsubscribed(TopicFilter filter) {
    String key = Facts.subscription(owner, filter.value());
    return write(key, null, () -> journal.unsubscribed(filter));
  }

  private long held(Delivery delivery, Supplier<Long> write) {
    return write(Facts.held(owner, delivery.sequence()), Facts.Held.of(delivery), write);
  }

  @Override
  public long queued(Delivery delivery) {
    ledger.requireSilence("a message");
    return held(delivery, () -> journal.queued(delivery));
  }

  @Override
  public long stated(Delivery delivery) {
    if (ledger.isListening() && delivery.packetId() == 0) {
      follows(delivery.sequence(), delivery);
    }
    return held(delivery, () -> journal.stated(delivery));
  }

  @Override
  public long stated(Stored stored) {
    if (ledger.isListening()) {
      follows(stored.sequence(), stored);
    }
    return write(Facts.held(owner, stored.sequence()), held(stored), () -> journal.stated(stored));
  }

  private Facts.Held held(Stored stored) {
    return Facts.Held.of(stored, ledger.text(stored.body())).ofGroup(isSession ? 0 : owner);
  }

  private void follows(long sequence, Object message) {
    Long before = ledger.waitsLast(owner, sequence);
    if (before != null && before >= sequence) {
      throw new AssertionError("after a restart it waits before another message: " + message);
    }
  }

  @Override
  public long sent(Delivery delivery) {
    return held(delivery, () -> journal.sent(delivery));
  }

  @Override
  public long released(Delivery delivery) {
    return held(delivery, () -> journal.released(delivery));
  }

  @Override
  public long gone(Delivery delivery) {
    return write(Facts.held(owner, delivery.sequence()), null, () -> journal.gone(delivery));
  }

  @Override
  public long gone(Stored stored) {
    return write(Facts.held(owner, stored.sequence()), null, () -> journal.gone(stored));
  }

  @Override
  public long received(int packetId, ReasonCode reason) {
    return write(Facts.received(owner, packetId), reason, () -> journal.received(packetId, reason));
  }

  @Override
  public long completed(int packetId) {
    return write(Facts.received(owner, packetId), null, () -> journal.completed(packetId));
  }

  @Override
  public long ended() {
    return write(Facts.everythingOf(owner), null, journal::ended);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Page page && page.owner == owner;
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner);
  }
}
