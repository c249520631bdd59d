package io.heddle.extension;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Services;

/**
 * The broker, as extensions need it. Safe for use by any thread. Each way to add something answers
 * how it is taken away again.
 */
public interface Host {
  /** What the broker can be asked and told. */
  Services services();

  /** Runs work on a platform thread that does not keep the JVM alive. */
  void start(String thread, Runnable work);

  /** Adds a hook of the extension with that name. */
  Runnable add(String extension, Hook hook);

  /** Adds somebody to ask who a client is. */
  Runnable add(Authenticator authenticator);

  /** Adds a method of enhanced authentication. */
  Runnable add(AuthenticationMethod method);

  /** Adds somebody to ask what a client may do. */
  Runnable add(Authorizer authorizer);

  /**
   * Takes in a client in the program.
   *
   * @throws io.heddle.api.LocalClientRefusedException when it may not come in
   */
  LocalClient client(LocalClientOptions options);
}
