package io.heddle.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that work and threads that watch, until all work is done or somebody has failed. */
final class Race {
  /** Something that may fail in any way. */
  interface Task {
    void run() throws Exception;
  }

  private Race() {}

  /** Runs the workers once, meanwhile each watcher again and again; throws what failed first. */
  static void run(List<Task> workers, List<Task> watchers) throws Exception {
    AtomicInteger working = new AtomicInteger(workers.size());
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> results = new ArrayList<>();
      for (Task worker : workers) {
        results.add(threads.submit(() -> once(worker, working)));
      }
      for (Task watcher : watchers) {
        results.add(threads.submit(() -> again(watcher, working)));
      }
      try {
        for (Future<?> result : results) {
          result.get();
        }
      } catch (ExecutionException failed) {
        throw new AssertionError(failed.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static Void once(Task worker, AtomicInteger working) throws Exception {
    try {
      worker.run();
    } finally {
      working.decrementAndGet();
    }
    return null;
  }

  private static Void again(Task watcher, AtomicInteger working) throws Exception {
    while (working.get() > 0) {
      watcher.run();
    }
    return null;
  }
}
