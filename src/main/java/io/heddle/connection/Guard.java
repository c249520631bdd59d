package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.Login;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom connections ask who a client is, and what it may do. Immutable but for those who are asked,
 * who may come and go; they are safe for use by any thread.
 *
 * @param asked those who are asked at this moment; the same object as long as they are the same
 * @param changes whether they may change
 * @param turnstile turns away and slows down
 * @param doorkeeper what interceptors say of those who come
 */
public record Guard(
    Supplier<Asked> asked,
    boolean changes,
    AccessOptions options,
    Turnstile turnstile,
    Doorkeeper doorkeeper) {
  /** Knows nobody, and lets everybody who may come in do everything. */
  public static final Guard NONE = new Guard(List.of(), List.of(), AccessOptions.USUAL);

  private static final Authentication ANONYMOUS = new Authentication.Accepted(null, Set.of());

  /** A guard that offers no method of enhanced authentication. */
  public Guard(
      List<Authenticator> authenticators, List<Authorizer> authorizers, AccessOptions options) {
    this(authenticators, List.of(), authorizers, options);
  }

  /** A guard that turns nobody away unasked. */
  public Guard(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers,
      AccessOptions options) {
    this(authenticators, methods, authorizers, options, Turnstile.NONE);
  }

  /** A guard that always asks the same, without interceptors. */
  public Guard(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers,
      AccessOptions options,
      Turnstile turnstile) {
    this(authenticators, methods, authorizers, options, turnstile, Doorkeeper.OPEN);
  }

  /** A guard that always asks the same. */
  public Guard(
      List<Authenticator> authenticators,
      List<AuthenticationMethod> methods,
      List<Authorizer> authorizers,
      AccessOptions options,
      Turnstile turnstile,
      Doorkeeper doorkeeper) {
    this(
        always(Asked.of(authenticators, methods, authorizers)),
        false,
        options,
        turnstile,
        doorkeeper);
  }

  private static Supplier<Asked> always(Asked asked) {
    return () -> asked;
  }

  /**
   * Says who a client is; on its own thread, which may have to wait. The first who knows it
   * decides. A name that nobody was there to check is no name: such a client is anonymous. So is
   * one without name and password; a password alone that nobody knows is a wrong one.
   *
   * @return accepted or refused
   */
  Authentication identify(Entrance entrance, Login login) {
    if (!entrance.authentication()) {
      return anonymous(entrance, login);
    }
    Asked now = asked.get();
    for (Authenticator authenticator : now.authenticators()) {
      Authentication answer = authenticator.authenticate(login);
      if (!(answer instanceof Authentication.Unknown)) {
        return answer;
      }
    }
    boolean showsNothing = login.userName() == null && login.password() == null;
    return !now.identifies() || showsNothing
        ? anonymous(entrance, login)
        : new Authentication.Refused(
            ReasonCode.BAD_USER_NAME_OR_PASSWORD, "nobody knows this user");
  }

  static Authentication anonymous(Entrance entrance, Login login) {
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
      for (AuthenticationMethod method : asked.get().methods()) {
        if (method.name().equals(name)) {
          return method;
        }
      }
    }
    return null;
  }

  /**
   * What this client may do.
   *
   * @param own the rights that came with its proof
   */
  Permissions of(Client client, @Nullable ClientAuthorizer own, Permissions.Faults faults) {
    boolean nobody = own == null && !asked.get().decides();
    return nobody && !changes ? Permissions.ALL : new Permissions(client, own, this, faults);
  }
}
