package io.heddle.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that was taken in: what rules of access can ask about it.
 *
 * @param clientId its Client Identifier
 * @param userName the name it was authenticated as; null for an anonymous client
 * @param groups that it belongs to, as its authenticator said
 */
public record Client(String clientId, @Nullable String userName, Set<String> groups, Peer peer) {

  /** Copies the set. */
  public Client {
    groups = Set.copyOf(groups);
  }
}
