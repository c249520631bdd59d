package io.heddle;

import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.service.BrokerServices;
import io.heddle.broker.service.Gauges;
import io.heddle.config.Configuration;
import io.heddle.extension.LiveExtensions;
import io.heddle.hook.Hooks;
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

  static Facilities of(
      Core core,
      Configuration configuration,
      Supplier<Statistics.Carriers> carriers,
      Hooks hooks,
      LiveAsked asked,
      ExecutorService computing) {
    AtomicReference<BrokerServices> services = new AtomicReference<>();
    LiveExtensions extensions =
        new LiveExtensions(
            configuration.extensions(),
            new ExtensionHost(services::get, core.machine().threads(), hooks, asked));
    Features features = new Features(configuration);
    Gauges gauges = new Gauges(carriers, features::delayedMessages);
    services.set(
        BrokerServices.of(
            core, EffectiveSettings.of(configuration), gauges, computing, extensions));
    features.begin(core, hooks, services.get());
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
