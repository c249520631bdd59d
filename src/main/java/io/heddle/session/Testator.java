package io.heddle.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who left a Will, besides its Client Identifier, as far as that outlives the process: so whoever
 * is asked about the Will can be told. Immutable.
 *
 * @param userName null for an anonymous client
 * @param groups that it belongs to
 * @param listener that took it in; empty when nobody has said
 * @param address in numbers; null for none
 * @param port 0 for none
 */
public record Testator(
    @Nullable String userName,
    Set<String> groups,
    String listener,
    @Nullable String address,
    int port) {

  /** Nobody has said who. */
  public static final Testator UNKNOWN = new Testator(null, Set.of(), "", null, 0);

  /** Copies the set. */
  public Testator {
    groups = Set.copyOf(groups);
  }
}
