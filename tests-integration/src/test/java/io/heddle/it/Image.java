package io.heddle.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running image: {@code bin/heddle} as a child process, ready for clients.
 *
 * <p>It listens on a port of its own choosing, runs on the settings of {@code conf/} and those
 * given here, and is ended, it alone, by {@link #close} or at the latest with this JVM. Any thread
 * may use it.
 */
public final class Image implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** Every port of the shipped configuration: two images must be able to run at once. */
  private static final List<String> PORTS =
      List.of("listener.tcp.port", "listener.ws.port", "admin.port", "metrics.port");

  private static final Pattern READY = Pattern.compile("heddle ready .*");

  private final Command command;
  private final String ready;

  private Image(Command command, String ready) {
    this.command = command;
    this.ready = ready;
  }

  /** The image under test. */
  public static Path home() {
    return Path.of(System.getProperty("heddle.image", "../target/heddle")).toAbsolutePath();
  }

  /** Starts the image with further settings, each {@code key=value}. */
  public static Image start(String... settings) throws IOException {
    return start(home(), Map.of(), settings);
  }

  /** Starts the image in {@code home}, with environment variables, and waits until it is ready. */
  public static Image start(Path home, Map<String, String> environment, String... settings)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    PORTS.forEach(port -> arguments.addAll(List.of("-D", port + "=0")));
    for (String setting : settings) {
      arguments.addAll(List.of("-D", setting));
    }
    return ready(Command.run(home, environment, arguments));
  }

  /** Waits until a broker that was started is ready; ends it and says why if it does not get so. */
  public static Image ready(Command command) throws IOException {
    try {
      return new Image(command, command.awaitOutput(READY, START));
    } catch (IOException e) {
      command.close();
      throw e;
    }
  }

  public String host() {
    return address("tcp").group(1);
  }

  public int port() {
    return port("tcp");
  }

  /** The port of the listener whose address in the ready line has this scheme. */
  public int port(String scheme) {
    return Integer.parseInt(address(scheme).group(2));
  }

  private Matcher address(String scheme) {
    Matcher matcher = Pattern.compile(" " + scheme + "://(\\S+):(\\d+)").matcher(ready);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + scheme + " in: " + ready);
    }
    return matcher;
  }

  public long pid() {
    return command.process().pid();
  }

  public boolean isAlive() {
    return command.process().isAlive();
  }

  /** The line that said that the broker is ready. */
  public String readyLine() {
    return ready;
  }

  /** What the broker has written to its standard output so far. */
  public List<String> stdout() {
    return command.stdout();
  }

  /** What the broker has written to its standard error so far. */
  public List<String> stderr() {
    return command.stderr();
  }

  /** Asks the broker to stop, with SIGTERM, and returns its exit code. */
  public int stop() throws IOException {
    command.terminate();
    return command.awaitExit(STOP);
  }

  /** Ends the broker without a goodbye, with SIGKILL, as a power cut would. */
  public void kill() throws IOException {
    command.kill();
    command.awaitExit(STOP);
  }

  /** Asks the broker to stop, and ends it if it does not. */
  @Override
  public void close() {
    command.terminate();
    try {
      command.process().waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    command.close();
  }
}
