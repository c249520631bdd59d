package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.Login;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom connections ask who a client is, and what it may do. Immutable; those who are asked are safe
 * for use by any thread.
 *
 * @param authenticators asked in this order; none means that nobody can show who he is
 * @param methods of enhanced authentication, for clients that name one
 * @param authorizers asked in this order
 * @param turnstile turns away and slows down
 * @param doorkeeper what interceptors say of those who come
 */
public record Guard(
    List<Authenticator> authenticators,
    List<AuthenticationMethod> methods,
    List<Authorizer> authorizers,
    AccessOptions options,
    Turnstile turnstile,
    Doorkeeper doorkeeper) {
  /** Knows nobody, and lets everybody who may come in do everything. */
  public static final Guard NONE = new Guard(List.of(), List.of(), AccessOptions.USUAL);

  private static final Authentication ANONYMOUS = new Authentication.Accepted(null, Set.of());

  /** Copies the lists. */
  public Guard {
    authenticators = List.copyOf(authenticators);
    methods = List.copyOf(methods);
    authorizers = List.copyOf(authorizers);
  }

  /** A guard that offers no method of enhanced authentication. */
  public Guard(
      List<Authenticator> authenticators, List<Authorizer> authorizers, AccessOptions options) {
    this(authenticators, List.of(), authorizers, options);
  }

  /** A guard without interceptors. */
  public Guard(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers,
      AccessOptions options,
      Turnstile turnstile) {
    this(authenticators, methods, authorizers, options, turnstile, Doorkeeper.OPEN);
  }

  /** A guard that turns nobody away unasked. */
  public Guard(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers,
      AccessOptions options) {
    this(authenticators, methods, authorizers, options, Turnstile.NONE);
  }

  /**
   * Says who a client is; on its own thread, which may have to wait. The first who knows it
   * decides. A name that nobody was there to check is no name: such a client is anonymous.
   *
   * @return accepted or refused
   */
  Authentication identify(Entrance entrance, Login login) {
    if (!entrance.authentication()) {
      return anonymous(entrance, login);
    }
    for (Authenticator authenticator : authenticators) {
      Authentication answer = authenticator.authenticate(login);
      if (!(answer instanceof Authentication.Unknown)) {
        return answer;
      }
    }
    boolean nobodyToAsk = authenticators.isEmpty() && methods.isEmpty();
    return nobodyToAsk || login.userName() == null
        ? anonymous(entrance, login)
        : new Authentication.Refused(
            ReasonCode.BAD_USER_NAME_OR_PASSWORD, "nobody knows this user");
  }

  private static Authentication anonymous(Entrance entrance, Login login) {
    boolean welcome =
        switch (entrance.anonymous()) {
          case ALLOW -> true;
          case LOCAL -> login.peer().isLocal();
          case DENY -> false;
        };
    return welcome
        ? ANONYMOUS
        : new Authentication.Refused(
            ReasonCode.NOT_AUTHORIZED,
            entrance.anonymous() == Entrance.Anonymous.LOCAL
                ? "anonymous clients come from this machine only"
                : "anonymous clients are not let in");
  }

  /** The method of enhanced authentication with that name; null when it is not on offer there. */
  @Nullable AuthenticationMethod method(Entrance entrance, String name) {
    if (entrance.authentication()) {
      for (AuthenticationMethod method : methods) {
        if (method.name().equals(name)) {
          return method;
        }
      }
    }
    return null;
  }

  /**
   * Whom to ask about this client, in order.
   *
   * @param own the rights that came with its proof
   */
  List<ClientAuthorizer> of(Client client, @Nullable ClientAuthorizer own) {
    List<ClientAuthorizer> asked = new ArrayList<>();
    if (own != null) {
      asked.add(own);
    }
    for (Authorizer authorizer : authorizers) {
      asked.add(authorizer.of(client));
    }
    return asked;
  }
}
