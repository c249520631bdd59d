package io.heddle.broker.service;

import io.heddle.api.Retained;
import io.heddle.broker.Core;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Shuttle;
import java.util.Optional;
import java.util.stream.Stream;

/** The retained messages. Safe for use by any thread. */
record RetainedService(Core core) implements Retained {
  @Override
  public int count() {
    return core.retained().count();
  }

  @Override
  public long bytes() {
    return core.retained().bytes();
  }

  @Override
  public Optional<Message> get(TopicName topic) {
    return Optional.ofNullable(core.retained().get(topic)).filter(this::isAlive);
  }

  private boolean isAlive(Message message) {
    return !message.isExpired(core.clock().millis());
  }

  @Override
  public Stream<Message> matching(TopicFilter filter) {
    return core.retained().matching(filter.unshared()).filter(this::isAlive);
  }

  @Override
  public Stream<Message> behind(TopicFilter filter, TopicName topic) {
    return core.retained().matching(filter.unshared(), topic.value()).filter(this::isAlive);
  }

  @Override
  public Stream<Message> all() {
    return core.retained().all().filter(this::isAlive);
  }

  @Override
  public boolean put(Message message) {
    Shuttle shuttle = new Shuttle(core.clock().millis());
    boolean kept = core.retained().keep(message.retained(true), shuttle);
    shuttle.flush();
    return kept;
  }

  @Override
  public boolean remove(TopicName topic) {
    return core.retained().remove(topic);
  }

  @Override
  public int clear() {
    return core.retained().clear();
  }
}
