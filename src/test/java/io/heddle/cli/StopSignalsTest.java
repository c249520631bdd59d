package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals, sent to processes of their own. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class StopSignalsTest {

  /** A process that never manages to stop. */
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] arguments) throws InterruptedException {
      StopSignals signals = new StopSignals();
      signals.listen();
      System.out.println("ready");
      signals.await();
      System.out.println("stopping");
      new CountDownLatch(1).await();
    }
  }

  private static Process start(Class<?> main, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(
                Stream.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("HEDDLE_"));
    return builder.start();
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
  }

  private static int end(Process process) throws InterruptedException {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return process.exitValue();
  }

  private static void endsWellOn(String signal) throws Exception {
    Process process = start(Main.class, "-D", "listener.tcp.port=0");
    try (BufferedReader out = process.inputReader()) {
      assertTrue(out.readLine().startsWith("heddle ready tcp://127.0.0.1:"));
      send(signal, process);
      assertEquals(0, end(process));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void endsAtOnceOnASecond(String signal, int code) throws Exception {
    Process process = start(Stuck.class);
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      send("TERM", process);
      assertEquals("stopping", out.readLine());
      send(signal, process);
      assertEquals(code, end(process));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void sigtermEndsWell() throws Exception {
    endsWellOn("TERM");
  }

  @Test
  void sigintEndsWell() throws Exception {
    endsWellOn("INT");
  }

  @Test
  void aSecondSigtermEndsAtOnce() throws Exception {
    endsAtOnceOnASecond("TERM", 143);
  }

  @Test
  void aSecondSigintEndsAtOnce() throws Exception {
    endsAtOnceOnASecond("INT", 130);
  }
}
