package io.heddle.connection;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import java.util.List;

/**
 * Who is asked about clients at a moment. Immutable. Whoever was there once leaves a mark when he
 * goes: what he kept shut does not open.
 *
 * @param authenticators asked in this order
 * @param methods of enhanced authentication, for clients that name one
 * @param authorizers asked in this order
 * @param identifies whether a client that names a user must be known to somebody; otherwise nobody
 *     can show who he is, and a name is none
 * @param decides whether a default counts where nobody has an opinion; otherwise all is allowed
 */
public record Asked(
    List<Authenticator> authenticators,
    List<AuthenticationMethod> methods,
    List<Authorizer> authorizers,
    boolean identifies,
    boolean decides) {
  /** Nobody. */
  public static final Asked NOBODY = of(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Asked {
    authenticators = List.copyOf(authenticators);
    methods = List.copyOf(methods);
    authorizers = List.copyOf(authorizers);
  }

  /** Those, and nobody before them. */
  public static Asked of(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers) {
    boolean identifies = !authenticators.isEmpty() || !methods.isEmpty();
    return new Asked(authenticators, methods, authorizers, identifies, !authorizers.isEmpty());
  }

  /** These after those who were asked before. */
  public Asked after(Asked before) {
    return new Asked(
        authenticators,
        methods,
        authorizers,
        identifies || before.identifies,
        decides || before.decides);
  }
}
