package io.heddle.broker;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a running broker. What nobody catches is logged: the JVM would print it to stderr,
 * where an embedder's log does not have it.
 */
public final class SystemThreads implements Threads {
  private static final Logger LOG = LoggerFactory.getLogger(SystemThreads.class);

  private static final Duration IDLE = Duration.ofSeconds(10);

  private final ThreadFactory virtual =
      Thread.ofVirtual().uncaughtExceptionHandler(SystemThreads::failed).factory();

  /** There while it has work, and a little longer. */
  private final ExecutorService starter = pool("heddle-start", 1);

  @Override
  public void start(String name, Runnable work) {
    Thread thread = virtual.newThread(work);
    thread.setName(name);
    thread.start();
  }

  /** One platform thread starts them all: they may be as many as clients that go at once. */
  @Override
  public void startAfresh(String name, Runnable work) {
    if (Thread.currentThread().isVirtual()) {
      starter.execute(() -> start(name, work));
    } else {
      start(name, work);
    }
  }

  @Override
  public void startHeavy(String name, Runnable work) {
    heavy(name, work).start();
  }

  /**
   * A platform thread that does not keep the JVM alive, to be started by whoever wants it.
   *
   * @param name for people who read a thread dump
   */
  public Thread heavy(String name, Runnable work) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .uncaughtExceptionHandler(SystemThreads::failed)
        .unstarted(work);
  }

  /**
   * A few platform threads that take turns, and end when there is nothing to do for a while.
   *
   * @param name of each, for people who read a thread dump
   * @param most at least 1
   */
  public ExecutorService pool(String name, int most) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> heavy(name, work));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static void failed(Thread thread, Throwable fault) {
    LOG.error("A fault of Heddle ends the thread {}", thread.getName(), fault);
  }
}
