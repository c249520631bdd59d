package io.heddle.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and SIGINT. The first asks to stop; whoever sends another does not want to wait, and the
 * process ends at once. SIGHUP asks to read again what can be read again.
 *
 * <p>The JVM's own answer is to run shutdown hooks and exit with 143 or 130, which supervisors take
 * for a failure. Another one can only be given through {@code sun.misc.Signal}, about which the
 * compiler warns in a way that cannot be silenced: hence the reflection. The handler runs on a
 * thread that the JVM makes for each signal. Not used when the broker is embedded.
 */
final class StopSignals implements Stop {
  private static final int BY_SIGNAL = 128;
  private static final String RELOAD = "HUP";

  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Runnable reload = () -> {};

  @Override
  public void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object own =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, this::called);
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : new String[] {"TERM", "INT", RELOAD}) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), own);
      }
    } catch (ReflectiveOperationException e) {
      System.err.println(
          "heddle: this JVM lacks the module jdk.unsupported, so SIGTERM ends the process at once: "
              + e);
    }
  }

  private @Nullable Object called(Object own, Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    if (arguments == null || !method.getName().equals("handle")) {
      return method.invoke(this, arguments);
    }
    Object signal = arguments[0];
    if (RELOAD.equals(signal.getClass().getMethod("getName").invoke(signal))) {
      reload.run();
      return null;
    }
    boolean again = asked.getCount() == 0;
    asked.countDown();
    if (again) {
      int number = (Integer) signal.getClass().getMethod("getNumber").invoke(signal);
      Runtime.getRuntime().halt(BY_SIGNAL + number);
    }
    return null;
  }

  @Override
  public void onReload(Runnable action) {
    reload = action;
  }

  @Override
  public void await() {
    boolean interrupted = false;
    while (asked.getCount() > 0) {
      try {
        asked.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
