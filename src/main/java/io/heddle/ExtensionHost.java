package io.heddle;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Services;
import io.heddle.broker.Threads;
import io.heddle.extension.Host;
import io.heddle.hook.Hooks;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What of a broker its extensions reach. Immutable.
 *
 * @param shared there when the first extension starts
 */
record ExtensionHost(
    Supplier<Services> shared,
    Threads threads,
    Hooks hooks,
    LiveAsked asked,
    Function<LocalClientOptions, LocalClient> clients)
    implements Host {
  @Override
  public Services services() {
    return shared.get();
  }

  @Override
  public void start(String thread, Runnable work) {
    threads.startHeavy(thread, work);
  }

  @Override
  public Runnable add(String extension, Hook hook) {
    Hooks.Registered added = hooks.add(extension, Hooks.Place.EXTENSION, hook);
    return () -> hooks.remove(added);
  }

  @Override
  public Runnable add(Authenticator authenticator) {
    return asked.add(authenticator);
  }

  @Override
  public Runnable add(AuthenticationMethod method) {
    return asked.add(method);
  }

  @Override
  public Runnable add(Authorizer authorizer) {
    return asked.add(authorizer);
  }

  @Override
  public LocalClient client(LocalClientOptions options) {
    return clients.apply(options);
  }
}
