package io.heddle.it.crash;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The broker of the test in all its lives, and the time that passes there. All fields are guarded
 * by this object; the thread of the test alone starts and kills.
 */
final class Arena implements AutoCloseable {
  private static final String HEAP = "384m";

  private final Path data;
  private final Ledger ledger;
  private @Nullable Image image;
  private boolean quiet;
  private boolean over;

  Arena(Path data, Ledger ledger) {
    this.data = data;
    this.ledger = ledger;
  }

  private List<String> settings(String durability) {
    return List.of(
        "data.directory=" + data,
        "data.durability=" + durability,
        // Nothing is dropped but by a fault.
        "queue.messages=1000000",
        "queue.bytes=200MB",
        "log.level=warn",
        "sys.interval=1s");
  }

  /** A life begins. Each has a port of its own: a free one could be taken meanwhile. */
  void start(String durability) throws IOException {
    long begin = System.nanoTime();
    Image started =
        Image.start(
            Image.home(), Map.of("HEDDLE_HEAP", HEAP), settings(durability).toArray(String[]::new));
    ledger.figures().started(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    synchronized (this) {
      image = started;
      notifyAll();
    }
  }

  /**
   * A life that is killed while it reads what the earlier ones wrote, or shortly before or after.
   */
  void startAndKill(String durability, RandomGenerator random) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String port : List.of("tcp", "ws")) {
      arguments.addAll(List.of("-D", "listener." + port + ".port=0"));
    }
    arguments.addAll(List.of("-D", "metrics.port="));
    settings(durability).forEach(setting -> arguments.addAll(List.of("-D", setting)));
    try (Command command = Command.run(Image.home(), Map.of("HEDDLE_HEAP", HEAP), arguments)) {
      pause(random.nextInt(400));
      command.kill();
      command.awaitExit(Duration.ofSeconds(30));
      look(command.stderr());
    }
    ledger.figures().killedWhileStarting.increment();
  }

  /** The life ends, with a SIGKILL or by itself after a SIGTERM. */
  void end(boolean politely) throws IOException {
    Image ending = taken();
    if (ending == null) {
      return;
    }
    if (!ending.isAlive()) {
      ledger.fault("the broker ended by itself: " + ending.stderr());
    }
    if (politely) {
      int code = ending.stop();
      if (code != 0) {
        ledger.fault("after SIGTERM the exit code was " + code + ": " + ending.stderr());
      }
      ledger.figures().stopped.increment();
    } else {
      ending.kill();
    }
    look(ending.stderr());
    ending.close();
  }

  private synchronized @Nullable Image taken() {
    Image ending = image;
    image = null;
    return ending;
  }

  /** No death is a reason to find something damaged, and nothing else was done to the files. */
  private void look(List<String> stderr) {
    for (String line : stderr) {
      if (line.contains("ERROR") || line.contains("damaged") || line.contains("lost")) {
        ledger.fault("the broker said: " + String.join("\n    ", stderr));
        return;
      }
    }
  }

  /** Waits until there is a broker; null when the test is over. */
  synchronized @Nullable Image awaitUp() throws InterruptedException {
    while (image == null && !over) {
      wait();
    }
    return over ? null : image;
  }

  /** Whether this life still goes on. */
  synchronized boolean isLife(Image one) {
    return image != null && image.pid() == one.pid();
  }

  /** Whether nobody may send anything new, leave or subscribe: everything is verified. */
  synchronized boolean isQuiet() {
    return quiet;
  }

  synchronized void quiet(boolean now) {
    quiet = now;
    notifyAll();
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Waits until sending is allowed, or the connection is of no use any more. */
  synchronized void awaitNoise(Line line) throws InterruptedException {
    while (quiet && !over && line.isOpen()) {
      wait(100);
    }
  }

  /** The pace of a client, not a wait for something; ends early with the test. */
  synchronized void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; left > 0 && !over; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Image last;
    synchronized (this) {
      over = true;
      last = image;
      notifyAll();
    }
    if (last != null) {
      last.close();
    }
  }
}
