package io.heddle.broker;

import io.heddle.session.SessionStore;
import io.heddle.topic.Retained;
import io.heddle.topic.RetainedWatch;

/** Writes down what becomes of the retained messages. Safe for use by any thread. */
record RetainedJournal(SessionStore store) implements RetainedWatch {
  @Override
  public void stored(String topic, Retained retained) {
    store.hold(retained.body());
    again(topic, retained);
  }

  @Override
  public void again(String topic, Retained retained) {
    store.retained(topic, retained.body(), retained.weight(), retained.expiresAt());
  }

  @Override
  public void replaced(long body) {
    store.letGo(body);
  }

  @Override
  public void removed(String topic, long body) {
    store.unretained(topic);
    store.letGo(body);
  }
}
