package io.heddle.api;

import java.util.List;
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

  /** What would become of a message, a subscription or a client, and why. */
  Explanations explanations();

  /** The last messages that somebody did not get. */
  Drops drops();

  /** Who is not let in. */
  Bans bans();

  /** Where clients come in. */
  Listeners listeners();

  /** What is kept on disk. */
  Store store();

  /** Clients and messages, followed step by step. */
  Traces traces();

  /** How the broker is at this moment. */
  Status status();

  /**
   * Reads the files of certificates and keys, passwords, rules of access and bans again, as the
   * broker does on SIGHUP, also those that have not changed: clients that come from now on get the
   * new keys, and rules hold for those who are there, too. Of what is wrong the old stays in use.
   * Connections go on. Settings and extensions stay as they are; {@link Extensions#reload} is for
   * the latter. May take long.
   *
   * @return what came of it, for each of them; the log has the same
   */
  List<Reloaded> reload();
}
