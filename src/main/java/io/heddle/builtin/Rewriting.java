package io.heddle.builtin;

import io.heddle.api.Client;
import io.heddle.api.Services;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules that rewrite, one after the other: the first that is about a text decides. Clients name
 * topics without their mount point, and so do the rules. Immutable.
 *
 * @param delayed whether topics may be delayed: then a rule is about the one at the end
 */
record Rewriting(List<RewriteRule> rules, Services services, boolean delayed) {
  Rewriting {
    rules = List.copyOf(rules);
  }

  /** The mount point of a client; null when it is not connected any more. */
  @Nullable String mount(Client client) {
    Optional<String> mount = services.clients().mountPoint(client);
    return mount.orElse(null);
  }

  /** What the text becomes that a client names; null when it stays as it is. */
  @Nullable String rewritten(String named, Client client) {
    for (RewriteRule rule : rules) {
      String other = rule.apply(named, client);
      if (other != null) {
        return other.equals(named) ? null : other;
      }
    }
    return null;
  }

  /** The same for a topic, which may be delayed. */
  @Nullable String rewrittenTopic(String named, Client client) {
    boolean later = delayed && DelayedTopic.find(named) == 0 && DelayedTopic.of(named, 0) != null;
    if (!later) {
      return rewritten(named, client);
    }
    int end = named.indexOf('/', named.indexOf('/') + 1) + 1;
    String other = rewritten(named.substring(end), client);
    return other == null ? null : named.substring(0, end) + other;
  }
}
