package io.heddle.cli;

/** Being asked to stop. */
interface Stop {
  /** From now on the process is not ended by being asked to stop: {@link #await} returns. */
  void listen();

  /**
   * From now on this runs whenever somebody asks for it, on a thread where it may block, and may be
   * run again before it has returned.
   */
  void onReload(Runnable action);

  /** Waits until somebody asks, or has asked since {@link #listen}. */
  void await();
}
