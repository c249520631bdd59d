package io.heddle.broker;

import io.heddle.session.SessionStore;
import io.heddle.topic.RetainedWatch;

/** Writes down what becomes of the retained messages. Safe for use by any thread. */
record RetainedJournal(SessionStore store) implements RetainedWatch {
  @Override
  public void stored(String topic, long body) {
    store.hold(body);
    store.retained(topic, body);
  }

  @Override
  public void again(String topic, long body) {
    store.retained(topic, body);
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
