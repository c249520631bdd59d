package io.heddle;

import io.heddle.api.Store;
import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Core;
import io.heddle.broker.Machine;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.hook.Hooks;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** What there is of a broker before its first room. Immutable. */
record Ground(
    SystemThreads threads,
    SystemTimer timer,
    Machine machine,
    Storage storage,
    Hooks hooks,
    Observers observers)
    implements AutoCloseable {

  /**
   * Lays it.
   *
   * @throws StartException when what an earlier process kept cannot be had
   */
  static Ground lay(Configuration configuration) {
    SecureRandom random = new SecureRandom();
    Storage storage = Storage.open(configuration.store(), InstantSource.system(), random);
    SystemThreads threads = new SystemThreads();
    SystemTimer timer = new SystemTimer(threads);
    Machine machine = new Machine(InstantSource.system(), timer, random, threads);
    Hooks hooks = new Hooks();
    Observers observers =
        Observers.of(hooks, configuration.hookQueue(), threads::startAfresh, timer::nanos);
    return new Ground(threads, timer, machine, storage, hooks, observers);
  }

  /** The broker without its connections. */
  Core core(BrokerOptions options, Interceptors interceptors) {
    return new Core(options, machine, observers, interceptors, storage.store());
  }

  /**
   * Brings back what an earlier process kept.
   *
   * @param reviews who looks at the Will of a client that was known by then
   */
  void restore(Core core, BiFunction<String, Testator, WillReview> reviews) {
    storage.restore(core, reviews, threads::startHeavy);
  }

  /** What is kept, for whoever looks after it. */
  Store kept() {
    return storage;
  }

  @Override
  public void close() {
    new Steps().then(timer::close).then(storage::close).then(observers::close).run();
  }
}
