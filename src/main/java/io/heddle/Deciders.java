package io.heddle;

import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.hook.Hooks.Registered;
import java.util.List;

/**
 * Whom an embedder wants asked, before those that the settings name. Immutable.
 *
 * @param authenticators asked in this order
 * @param authorizers asked in this order
 * @param hooks asked and told in this order
 */
record Deciders(
    List<Authenticator> authenticators, List<Authorizer> authorizers, List<Registered> hooks) {
  /** Nobody. */
  static final Deciders NONE = new Deciders(List.of(), List.of(), List.of());

  /** Copies the lists. */
  Deciders {
    authenticators = List.copyOf(authenticators);
    authorizers = List.copyOf(authorizers);
    hooks = List.copyOf(hooks);
  }
}
