package io.heddle;

import io.heddle.broker.Machine;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.hook.Hooks;
import io.heddle.hook.Observers;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What there is of a broker before its first room. Immutable. */
record Ground(
    SystemThreads threads, SystemTimer timer, Machine machine, Hooks hooks, Observers observers)
    implements AutoCloseable {

  static Ground lay(Configuration configuration) {
    SystemThreads threads = new SystemThreads();
    SystemTimer timer = new SystemTimer(threads);
    Machine machine = new Machine(InstantSource.system(), timer, new SecureRandom(), threads);
    Hooks hooks = new Hooks();
    Observers observers =
        Observers.of(hooks, configuration.hookQueue(), threads::startAfresh, timer::nanos);
    return new Ground(threads, timer, machine, hooks, observers);
  }

  @Override
  public void close() {
    observers.close();
    timer.close();
  }
}
