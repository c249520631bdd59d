package io.heddle.api;

import java.util.concurrent.Executor;

/**
 * What a running broker can be asked and told by the program around it. Every service is safe for
 * use by any thread, calls nobody back under a lock, and may be used until the broker is closed;
 * after that it answers what was true last.
 *
 * <p>Whoever holds this is trusted: no rule of access is asked. What the configuration limits or
 * forbids holds here as it does for clients.
 */
public interface Services {
  /** Publishes. */
  Messages messages();

  /** Who is connected. */
  Clients clients();

  /** What is kept of clients, connected or not. */
  Sessions sessions();

  /** Who wants what. */
  Subscriptions subscriptions();

  /** The retained messages. */
  Retained retained();

  /** What was counted. */
  Statistics statistics();

  /**
   * Platform threads for hooks that compute for long, half as many as there are cores and at least
   * one: virtual threads are not time-sliced, so a hook that computes on the client's own would
   * delay others. What is handed over waits until one of them is free. It ends with the broker, and
   * refuses work after that ({@link java.util.concurrent.RejectedExecutionException}).
   */
  Executor computing();

  /** The configuration in effect. */
  Settings settings();

  /** The extensions. */
  Extensions extensions();
}
