package io.heddle.builtin;

import io.heddle.api.Client;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * What every client is subscribed to when it comes. Immutable.
 *
 * @param filter with {@code %u} and {@code %c} for the names of the client
 */
public record AutoSubscription(
    String filter,
    Qos qos,
    boolean noLocal,
    boolean retainAsPublished,
    RetainHandling retainHandling) {
  private static final String SHARE = "$share/";

  /** What is wrong with a filter; empty when nothing is. */
  public static String problem(String filter) {
    try {
      TopicFilter.of(filter);
      return Names.problem(filter);
    } catch (IllegalArgumentException e) {
      return "not a topic filter (" + e.getMessage() + ")";
    }
  }

  /** Whether the filter is that of a Shared Subscription. */
  public boolean isShared() {
    return filter.startsWith(SHARE);
  }

  /**
   * The subscription of a client; null when a name is missing or could do harm, or the filter gets
   * too long with it.
   *
   * @param mount what the client's topics lie below; empty for nothing
   */
  @Nullable Subscription of(Client client, String mount) {
    String named = Names.fill(filter, client);
    if (named == null) {
      return null;
    }
    int pattern = isShared() ? named.indexOf('/', SHARE.length()) + 1 : 0;
    try {
      String mounted = named.substring(0, pattern) + mount + named.substring(pattern);
      return new Subscription(
          TopicFilter.of(mounted), qos, noLocal, retainAsPublished, retainHandling, 0);
    } catch (IllegalArgumentException invalid) {
      return null;
    }
  }
}
