package io.heddle.cli;

/** Being asked to stop. */
interface Stop {
  /** From now on the process is not ended by being asked to stop: {@link #await} returns. */
  void listen();

  /** Waits until somebody asks, or has asked since {@link #listen}. */
  void await();
}
