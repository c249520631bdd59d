package io.heddle.extension;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of extensions on a thread of its own, whose context class loader is theirs, and waits
 * for it no longer than its time. Immutable.
 */
record Bounded(Host host, Duration most) {

  /**
   * Runs it.
   *
   * @param doing for messages and the thread's name, such as "starting"
   * @throws ExtensionFailure when it throws anything, or its time is over: then its thread is
   *     interrupted, and left alone
   */
  <T> T run(String name, String doing, ClassLoader loader, Callable<T> work)
      throws ExtensionFailure {
    FutureTask<T> task = new FutureTask<>(work);
    host.start(
        "heddle-extension-" + name,
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          task.run();
        });
    try {
      return task.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw ExtensionFailure.of(doing + " failed", e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new ExtensionFailure(doing + " took longer than " + most.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new ExtensionFailure(doing + " was interrupted", e);
    }
  }
}
