package io.heddle.connection;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Topics that all clients of a listener live below, without knowing it: it is put before what they
 * name, and taken off what they get. Immutable.
 *
 * @param prefix topic levels without wildcards, not beginning with {@code $}, and a slash
 */
public record MountPoint(String prefix) {
  private static final String SHARE = "$share/";

  /** Refuses what is no prefix. */
  public MountPoint {
    if (!prefix.endsWith("/") || prefix.startsWith("$")) {
      throw new IllegalArgumentException("a mount point ends with / and does not begin with $");
    }
    TopicName.of(prefix);
  }

  /** What lies below a mount point, either of which may be null for nothing. */
  static @Nullable MountPoint below(@Nullable MountPoint above, @Nullable String prefix) {
    if (prefix == null) {
      return above;
    }
    return new MountPoint(above == null ? prefix : above.prefix + prefix);
  }

  /** The topic that a client means; null when it is too long. */
  public @Nullable TopicName in(TopicName named) {
    try {
      return TopicName.of(prefix + named.value());
    } catch (IllegalArgumentException tooLong) {
      return null;
    }
  }

  /** The filter that a client means, in the same share; null when it is too long. */
  public @Nullable TopicFilter in(TopicFilter named) {
    String below = prefix + named.pattern();
    try {
      return TopicFilter.of(named.isShared() ? SHARE + named.shareName() + "/" + below : below);
    } catch (IllegalArgumentException tooLong) {
      return null;
    }
  }

  /** A filter as it is about the topics that a client sees; the same where it sees none of them. */
  public TopicFilter off(TopicFilter meant) {
    String pattern = meant.pattern();
    if (!pattern.startsWith(prefix) || pattern.length() == prefix.length()) {
      return meant;
    }
    String below = pattern.substring(prefix.length());
    return TopicFilter.of(meant.isShared() ? SHARE + meant.shareName() + "/" + below : below);
  }

  /** The subscription that a client means; null when its filter is too long. */
  public @Nullable Subscription in(Subscription named) {
    TopicFilter filter = in(named.filter());
    return filter == null ? null : named.to(filter);
  }

  /**
   * Whether a client can be told of a topic. One that is not below is met by the filter {@code #},
   * which stands for its parent, too, and by a session that was begun at another listener.
   */
  public boolean holds(TopicName topic) {
    return topic.value().startsWith(prefix) && topic.value().length() > prefix.length();
  }

  /** A message whose topic it {@link #holds}, as a client gets it. */
  public Message off(Message message) {
    TopicName seen = TopicName.of(message.topic().value().substring(prefix.length()));
    return new Message(
        seen,
        message.payload(),
        message.qos(),
        message.retain(),
        message.properties(),
        message.expiresAt(),
        message.publisher());
  }
}
