package io.heddle.store;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Delivery;
import io.heddle.session.Journal;
import io.heddle.session.Standing;
import io.heddle.session.Stored;

/** Writes down what happens to one owner of messages. Immutable. */
record OwnerJournal(DurableStore store, long owner) implements Journal {
  @Override
  public long standing(Standing standing) {
    return store.append(new Note.Stands(owner, standing));
  }

  @Override
  public long group(TopicFilter filter) {
    return store.append(new Note.Group(owner, filter.value()));
  }

  @Override
  public long subscribed(Subscription subscription) {
    return store.append(new Note.Subscribed(owner, subscription));
  }

  @Override
  public long unsubscribed(TopicFilter filter) {
    return store.append(new Note.Unsubscribed(owner, filter.value()));
  }

  @Override
  public long queued(Delivery delivery) {
    store.hold(delivery.body());
    return stated(delivery);
  }

  @Override
  public long stated(Delivery delivery) {
    return store.append(new Note.Held(owner, Holding.of(delivery)));
  }

  @Override
  public long stated(Stored stored) {
    return store.append(new Note.Held(owner, Holding.of(stored)));
  }

  @Override
  public long sent(Delivery delivery) {
    return store.append(
        new Note.Sent(owner, delivery.sequence(), delivery.packetId(), delivery.order()));
  }

  @Override
  public long released(Delivery delivery) {
    return store.append(new Note.Released(owner, delivery.sequence(), delivery.order()));
  }

  @Override
  public long gone(Delivery delivery) {
    long mark = store.append(new Note.Gone(owner, delivery.sequence()));
    store.letGo(delivery.body());
    return mark;
  }

  @Override
  public long gone(Stored stored) {
    return store.append(new Note.Gone(owner, stored.sequence()));
  }

  @Override
  public long received(int packetId, ReasonCode reason) {
    return store.append(new Note.Received(owner, packetId, reason));
  }

  @Override
  public long completed(int packetId) {
    return store.append(new Note.Completed(owner, packetId));
  }

  @Override
  public long ended() {
    store.ended();
    return store.append(new Note.Ended(owner));
  }
}
