package io.heddle.connection;

import io.heddle.broker.Core;
import io.heddle.session.Testator;
import io.heddle.session.WillReview;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What all connections of a listener share; all but the last two is the same for all listeners.
 *
 * @param logbook tells people who came and went
 * @param guard knows who clients are and what they may do
 * @param options the limits, as they are at this entrance
 */
public record Surroundings(
    Core core,
    Buffers buffers,
    Logbook logbook,
    Guard guard,
    ConnectionOptions options,
    Entrance entrance) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 4;

  /** Surroundings with buffers and a logbook of their own. */
  public static Surroundings of(Core core, Guard guard, ConnectionOptions options) {
    Buffers buffers = new Buffers(Runtime.getRuntime().maxMemory() / SHARE);
    Logbook logbook = new Logbook(core.machine());
    return new Surroundings(core, buffers, logbook, guard, options, Entrance.of("NAME"));
  }

  /** Surroundings in which nobody is known and everything allowed. */
  public static Surroundings of(Core core, ConnectionOptions options) {
    return of(core, Guard.NONE, options);
  }

  /** The same as seen from another entrance. */
  public Surroundings at(Entrance other) {
    return new Surroundings(core, buffers, logbook, guard, other.limits(options), other);
  }

  /** Asks interceptors about the Will of a client that an earlier process took in. */
  public WillReview review(String clientId, Testator by) {
    return new LastWords.Kept(this, clientId, by);
  }

  /** Starts work that computes for long, on a platform thread of this name. */
  public void startHeavy(String name, Runnable work) {
    core.machine().threads().startHeavy(name, work);
  }

  /** Runs the action again and again, with that pause in between, until the broker ends. */
  public void every(Duration pause, Runnable action) {
    core.machine().timer().every(pause, action);
  }

  /** The time of day. */
  public InstantSource clock() {
    return core.machine().clock();
  }

  /** Starts work that mostly waits, on a thread of this name. */
  public void start(String name, Runnable work) {
    core.machine().threads().start(name, work);
  }
}
