package io.heddle.connection;

/** What code may throw that is not Heddle's: those who are asked, and callbacks. */
public final class Foreign {
  private Foreign() {}

  /**
   * Lets what is wrong with the JVM itself through, as out of memory. Everything else is the
   * mistake of whoever threw it, and must not end the thread that asked him: so is a stack
   * overflow, which is over with the call.
   */
  public static void letThrough(Throwable thrown) {
    if (thrown instanceof VirtualMachineError ofJvm && !(thrown instanceof StackOverflowError)) {
      throw ofJvm;
    }
  }
}
