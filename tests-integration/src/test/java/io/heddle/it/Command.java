package io.heddle.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One run of {@code bin/heddle}, or of any program, with what it writes.
 *
 * <p>Two virtual threads read its outputs, so that it never waits for us; the lines are guarded by
 * this object. The process is ended at the latest with this JVM.
 */
public final class Command implements AutoCloseable {
  private final Process process;
  private final Thread killer;
  private final List<String> stdout = new ArrayList<>();
  private final List<String> stderr = new ArrayList<>();
  private int open = 2;

  private Command(Process process) {
    this.process = process;
    killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    Thread.startVirtualThread(() -> collect(process.inputReader(), stdout));
    Thread.startVirtualThread(() -> collect(process.errorReader(), stderr));
  }

  /** Runs the image's launcher. */
  public static Command run(Path home, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/heddle").toString()));
    command.addAll(arguments);
    return run(command, environment, Path.of(""));
  }

  /** Runs any program in a folder; settings of ours in our own environment are not passed on. */
  public static Command run(List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HEDDLE_"));
    builder.environment().put("HEDDLE_DATA_DIRECTORY", ""); // brokers of one image run at once here
    builder.environment().putAll(environment);
    return new Command(builder.start());
  }

  public Process process() {
    return process;
  }

  public synchronized List<String> stdout() {
    return List.copyOf(stdout);
  }

  public synchronized List<String> stderr() {
    return List.copyOf(stderr);
  }

  /** Waits for a line of the standard output; fails when the output ends without it. */
  public synchronized String awaitOutput(Pattern wanted, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    int seen = 0;
    while (true) {
      for (; seen < stdout.size(); seen++) {
        if (wanted.matcher(stdout.get(seen)).matches()) {
          return stdout.get(seen);
        }
      }
      if (open == 0 || !waitUntil(deadline)) {
        throw new IOException("no line like " + wanted + " in " + this);
      }
    }
  }

  /** Waits until the process has ended and everything it wrote is here; returns its exit code. */
  public int awaitExit(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("still running after " + limit + ": " + this);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    synchronized (this) {
      while (open > 0 && waitUntil(deadline)) {}
    }
    return process.exitValue();
  }

  /**
   * Sends SIGTERM. Not {@code Process.destroy()}, which closes the pipes: last words would be lost.
   */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Sends SIGKILL, and leaves what was written until then to be read. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does its work.
    }
  }

  @Override
  public synchronized String toString() {
    return String.join("\n  ", "process " + process.pid(), "stdout:")
        + lines(stdout)
        + "\n  stderr:"
        + lines(stderr);
  }

  private static String lines(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("\n    ").append(line));
    return text.toString();
  }

  private boolean waitUntil(long deadline) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    try {
      wait(left);
      return true;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void collect(BufferedReader reader, List<String> lines) {
    try (reader) {
      String line;
      while ((line = reader.readLine()) != null) {
        synchronized (this) {
          lines.add(line);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // The pipe broke because the process was killed: there is no more to read.
    } finally {
      synchronized (this) {
        open--;
        notifyAll();
      }
    }
  }
}
