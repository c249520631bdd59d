package io.heddle.connection;

import io.heddle.broker.Counters.Count;
import io.heddle.codec.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client at its pace: what comes too fast waits, and the client is not read meanwhile.
 * Belongs to the connection's thread.
 */
final class Pacer {
  private final Pace pace;
  private final Identification identification;
  private final Caller caller;
  private final Outbox outbox;
  private final Runnable beforeWaiting;

  private Pacer(
      Pace pace,
      Identification identification,
      Caller caller,
      Outbox outbox,
      Runnable beforeWaiting) {
    this.pace = pace;
    this.identification = identification;
    this.caller = caller;
    this.outbox = outbox;
    this.beforeWaiting = beforeWaiting;
  }

  /**
   * That of a client that was taken in; null when nothing limits it.
   *
   * @param beforeWaiting runs before each wait
   */
  static @Nullable Pacer of(
      Identification identification, Caller caller, Outbox outbox, Runnable beforeWaiting) {
    Pace pace = identification.pace();
    if (pace == null) {
      return null;
    }
    Pacer pacer = new Pacer(pace, identification, caller, outbox, beforeWaiting);
    identification.link().onOverhead(new Overhead(pacer));
    return pacer;
  }

  /** Waits as long as is due before a packet is handled; false when the connection has ended. */
  boolean lets(Packet packet, int length) {
    long delay = pace.delay(packet, length);
    if (delay == 0) {
      return true;
    }
    beforeWaiting.run();
    await(delay);
    return !isOver();
  }

  /**
   * Waits as long as is due after bytes that are of no packet. The batch before has ended, and the
   * keep alive goes on: the client has said nothing that counts for it.
   */
  void counts(int bytes) {
    long delay = pace.delay(bytes);
    if (delay > 0) {
      await(delay);
    }
  }

  private void await(long delay) {
    Surroundings surroundings = identification.surroundings();
    if (pace.isFirst()) {
      surroundings.core().counters().add(Count.CLIENTS_SLOWED, 1);
      surroundings.logbook().slowed(caller, identification.link().peer());
    }
    pace.await(delay, surroundings.core().timer(), this::isOver);
  }

  private boolean isOver() {
    return outbox.farewell() != null;
  }

  /** The client is gone. */
  void end() {
    pace.end();
  }
}
