package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program openssl, run in a folder. */
record OpenSsl(Path folder) {
  /** Runs it with these arguments, split at spaces, and answers what it says. */
  String run(String arguments) {
    try {
      Process process = start(arguments);
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl " + arguments);
      assertEquals(0, process.exitValue(), () -> "openssl " + arguments + "\n" + said);
      return said;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Starts it; what it says on both outputs is one stream. */
  Process start(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "the program openssl is needed: the Debian package openssl has it", e);
    }
  }
}
