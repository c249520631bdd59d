package io.heddle.cli.line;

import java.io.IOException;

/** A command that reads no configuration, made of its words. Runs on the main thread. */
@FunctionalInterface
public interface Task {
  /** The exit code of a process that did what it was asked to. */
  int DONE = 0;

  /** The exit code of a process that could not. */
  int FAILED = 1;

  /** The exit code of a process that was asked wrongly. */
  int MISUSED = 2;

  /**
   * Does it, and answers the exit code.
   *
   * @throws FailedException with a sentence and the exit code
   * @throws IOException with a sentence; the exit code is {@link #FAILED}
   */
  int run() throws IOException;
}
