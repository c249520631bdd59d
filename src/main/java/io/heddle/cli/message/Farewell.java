package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import java.io.IOException;

/**
 * Says DISCONNECT when the process is told to end, by Ctrl-C for instance: else the broker would
 * take the client for lost, and publish its Will.
 */
final class Farewell implements AutoCloseable {
  private final Thread hook;

  /** Written by the thread that the JVM makes for the end, read by any. */
  private volatile boolean said;

  private Farewell(Connection connection) {
    hook = new Thread(() -> say(connection), "farewell");
  }

  /** From now on until it is closed. */
  static Farewell of(Connection connection) {
    Farewell farewell = new Farewell(connection);
    Runtime.getRuntime().addShutdownHook(farewell.hook);
    return farewell;
  }

  private void say(Connection connection) {
    said = true;
    try {
      connection.end();
    } catch (IOException e) {
      // The broker has gone before: there is nobody to tell.
    }
  }

  /** Whether the process ends, and the broker was told. */
  boolean isSaid() {
    return said;
  }

  @Override
  public void close() {
    if (!said) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It ends at this very moment: then it is said.
      }
    }
  }
}
