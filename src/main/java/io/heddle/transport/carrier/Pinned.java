package io.heddle.transport.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a virtual thread on its carrier while it is inside a selector. Selectors lock monitors, on
 * which a virtual thread would unmount; a carrier that then waits behind it for the same monitor is
 * the one that must run it, and both wait for ever. The JDK pins for the same reason when it
 * submits a thread. Safe for use by any thread.
 */
final class Pinned {
  private static final @Nullable MethodHandle PIN = handle("disableSuspendAndPreempt");
  private static final @Nullable MethodHandle UNPIN = handle("enableSuspendAndPreempt");

  private Pinned() {}

  /** Whether this JDK lets us. */
  static boolean available() {
    return PIN != null && UNPIN != null;
  }

  /** What is done inside a selector. */
  @FunctionalInterface
  interface Work<X extends Exception> {
    void run() throws X;
  }

  /** Runs this without leaving the carrier; it must be short. */
  static <X extends Exception> void run(Work<X> work) throws X {
    Thread self = Thread.currentThread();
    if (!self.isVirtual()) {
      work.run();
      return;
    }
    call(PIN, self);
    try {
      work.run();
    } finally {
      call(UNPIN, self);
    }
  }

  private static void call(@Nullable MethodHandle handle, Thread self) {
    if (handle == null) {
      throw new IllegalStateException("java.base/java.lang is not open to io.heddle");
    }
    try {
      handle.invokeExact(self);
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable never) {
      throw new AssertionError(never);
    }
  }

  private static @Nullable MethodHandle handle(String name) {
    try {
      Class<?> virtual = Class.forName("java.lang.VirtualThread");
      return MethodHandles.privateLookupIn(virtual, MethodHandles.lookup())
          .findVirtual(virtual, name, MethodType.methodType(void.class))
          .asType(MethodType.methodType(void.class, Thread.class));
    } catch (ReflectiveOperationException closed) {
      return null;
    }
  }
}
