package io.heddle.transport.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads on a scheduler of our own. The JDK can do this, but has no public way to say it:
 * it takes {@code --add-opens java.base/java.lang=io.heddle}, which our image has. Safe for use by
 * any thread.
 */
final class VirtualThreads {
  private static final @Nullable MethodHandle MAKER = maker();

  private VirtualThreads() {}

  /** Whether this JDK lets us. */
  static boolean available() {
    return MAKER != null && Pinned.available();
  }

  /**
   * A thread that runs on what the scheduler is given, and is not started yet.
   *
   * @throws IllegalStateException when it is not {@link #available}
   */
  static Thread unstarted(Executor scheduler, String name, Runnable work) {
    MethodHandle maker = MAKER;
    if (maker == null) {
      throw new IllegalStateException("java.base/java.lang is not open to io.heddle");
    }
    try {
      return (Thread) maker.invokeExact(scheduler, name, 0, work);
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable never) {
      throw new AssertionError(never);
    }
  }

  private static @Nullable MethodHandle maker() {
    try {
      Class<?> builders = Class.forName("java.lang.ThreadBuilders");
      MethodType type =
          MethodType.methodType(
              Thread.class, Executor.class, String.class, int.class, Runnable.class);
      return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
          .findStatic(builders, "newVirtualThread", type);
    } catch (ReflectiveOperationException closed) {
      return null;
    }
  }
}
