package io.heddle;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Hook;
import java.util.List;

/**
 * Whom an embedder wants asked, before those that the settings name. Immutable.
 *
 * @param authenticators asked in this order
 * @param methods of enhanced authentication, for clients that name one
 * @param authorizers asked in this order
 * @param hooks called in this order
 */
record Deciders(
    List<Authenticator> authenticators,
    List<AuthenticationMethod> methods,
    List<Authorizer> authorizers,
    List<Named> hooks) {
  /** Nobody. */
  static final Deciders NONE = new Deciders(List.of(), List.of(), List.of(), List.of());

  /** A hook and its name. */
  record Named(String name, Hook hook) {}

  /** Copies the lists. */
  Deciders {
    authenticators = List.copyOf(authenticators);
    methods = List.copyOf(methods);
    authorizers = List.copyOf(authorizers);
    hooks = List.copyOf(hooks);
  }
}
