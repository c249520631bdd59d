package io.heddle;

import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.service.BrokerServices;
import io.heddle.broker.service.Gauges;
import io.heddle.config.Configuration;
import io.heddle.extension.LiveExtensions;
import io.heddle.hook.Hooks;
import io.heddle.local.LocalClients;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The services of a broker, the extensions that use them and are one of them, and what the broker
 * brings as hooks. Immutable.
 */
record Facilities(BrokerServices services, LiveExtensions extensions, Features features)
    implements AutoCloseable {

  /** What they are made of. */
  record Parts(
      Core core,
      Hooks hooks,
      LiveAsked asked,
      LocalClients locals,
      BrokerOperations operations,
      Supplier<Statistics.Carriers> carriers,
      ExecutorService computing,
      Supplier<List<Statistics.AdminRequests>> requests) {}

  static Facilities of(Configuration configuration, Parts parts) {
    Core core = parts.core;
    AtomicReference<BrokerServices> services = new AtomicReference<>();
    LiveExtensions extensions =
        new LiveExtensions(
            configuration.extensions(),
            new ExtensionHost(
                services::get,
                core.machine().threads(),
                parts.hooks,
                parts.asked,
                parts.locals::open));
    parts.operations.extensions(extensions);
    Features features = new Features(configuration);
    services.set(
        BrokerServices.of(
            core,
            EffectiveSettings.of(configuration),
            new Gauges(parts.carriers, features::delayedMessages, parts.requests),
            parts.computing,
            extensions,
            parts.operations));
    features.begin(core, parts.hooks, services.get());
    return new Facilities(services.get(), extensions, features);
  }

  /**
   * Starts the extensions.
   *
   * @throws StartException when one that is required does not start
   */
  void extend() {
    List<String> missing = extensions.startAll();
    if (!missing.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), missing));
    }
  }

  @Override
  public void close() {
    features.close();
    extensions.close();
    services.close();
  }
}
