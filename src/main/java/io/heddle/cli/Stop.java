package io.heddle.cli;

/** Being asked to stop, or to read files anew. */
interface Stop {
  /** From now on the process is not ended by being asked to stop: {@link #await} returns. */
  void listen();

  /** From now on this is done when somebody asks for files to be read anew. */
  void onReload(Runnable reload);

  /** Waits until somebody asks, or has asked since {@link #listen}. */
  void await();
}
