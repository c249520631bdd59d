package io.heddle;

import io.heddle.broker.Machine;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.broker.Threads;
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
        Observers.of(
            hooks,
            configuration.hookQueue(),
            (name, work) -> startAfresh(threads, name, work),
            timer::nanos);
    return new Ground(threads, timer, machine, hooks, observers);
  }

  /**
   * By way of a platform thread: whoever adds a hook may be a client's thread, whose scheduler the
   * new one would inherit.
   */
  private static void startAfresh(Threads threads, String name, Runnable work) {
    threads.startHeavy(name, () -> threads.start(name, work));
  }

  @Override
  public void close() {
    observers.close();
    timer.close();
  }
}
