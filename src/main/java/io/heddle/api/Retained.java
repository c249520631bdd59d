package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The retained messages. Those that have expired are nowhere to be seen. The streams read each
 * message at the moment it is asked for: one that is kept during the whole walk is there once.
 */
public interface Retained {
  /** How many there are. */
  int count();

  /** What they weigh, as {@code retained.bytes} counts. */
  long bytes();

  /** The message of a topic. */
  Optional<Message> get(TopicName topic);

  /**
   * Those that a filter matches, ordered level by level. As for subscribers, topics that begin with
   * {@code $} are not matched by a leading wildcard.
   */
  Stream<Message> matching(TopicFilter filter);

  /**
   * Those that a filter matches, behind a topic in their order: where a walk ended that is to go
   * on.
   *
   * @param topic that need not be there any more
   */
  Stream<Message> behind(TopicFilter filter, TopicName topic);

  /** All, those under {@code $} included, in no order. */
  Stream<Message> all();

  /**
   * Keeps a message in place of the last one of its topic, and tells no subscriber; one without
   * payload only forgets.
   *
   * @return false when a limit forbids to keep it; it is counted as dropped, and the older message
   *     of the topic forgotten, because it is no longer true
   */
  boolean put(Message message);

  /** Forgets the message of a topic; false when there was none. */
  boolean remove(TopicName topic);

  /** Forgets all but the server's own, under {@code $SYS}; answers how many. */
  int clear();
}
