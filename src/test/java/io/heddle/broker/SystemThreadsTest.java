package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads are named, and none ends in silence. */
@Timeout(10)
class SystemThreadsTest {
  private final SystemThreads threads = new SystemThreads();

  @Test
  void whatWaitsRunsOnAVirtualThread() {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    threads.start("one", () -> ran.complete(Thread.currentThread()));
    assertTrue(ran.join().isVirtual());
    assertEquals("one", ran.join().getName());
  }

  @Test
  void whatComputesRunsOnAPlatformThreadThatKeepsNoJvmAlive() {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    threads.startHeavy("one", () -> ran.complete(Thread.currentThread()));
    assertFalse(ran.join().isVirtual());
    assertTrue(ran.join().isDaemon());
  }

  /** The JVM's own way is the group's: stderr. */
  @Test
  void aFaultIsNotLeftToTheJvm() {
    CompletableFuture<Boolean> own = new CompletableFuture<>();
    threads.start("one", () -> own.complete(hasHandler()));
    assertTrue(own.join());
    assertNotSame(
        Thread.currentThread().getThreadGroup(),
        threads.heavy("one", () -> {}).getUncaughtExceptionHandler());
  }

  private static boolean hasHandler() {
    Thread thread = Thread.currentThread();
    return thread.getUncaughtExceptionHandler() != thread.getThreadGroup();
  }
}
