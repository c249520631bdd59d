package io.heddle.connection;

import io.heddle.broker.Counters.Count;
import io.heddle.codec.Packet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client at its pace: what comes too fast waits, on the thread that brings it, and a
 * connection is not read meanwhile. As safe for use by several threads as what runs before a wait.
 */
public final class Pacer {
  private final Pace pace;
  private final Surroundings surroundings;
  private final Caller caller;
  private final String place;
  private final BooleanSupplier over;
  private final Runnable beforeWaiting;

  Pacer(
      Pace pace,
      Surroundings surroundings,
      Caller caller,
      String place,
      BooleanSupplier over,
      Runnable beforeWaiting) {
    this.pace = pace;
    this.surroundings = surroundings;
    this.caller = caller;
    this.place = place;
    this.over = over;
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
    Pacer pacer =
        new Pacer(
            pace,
            identification.surroundings(),
            caller,
            identification.link().peer(),
            () -> outbox.farewell() != null,
            beforeWaiting);
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
    return !over.getAsBoolean();
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

  /**
   * Waits as long as is due before a message of so many bytes is looked at, unless its client ends.
   * Answers false when the thread was interrupted, which it still is.
   */
  public boolean lets(int length) {
    long delay = pace.delay(true, length);
    if (delay == 0) {
      return true;
    }
    beforeWaiting.run();
    return await(delay);
  }

  private boolean await(long delay) {
    if (pace.isFirst()) {
      surroundings.core().counters().add(Count.CLIENTS_SLOWED, 1);
      surroundings.logbook().slowed(caller, place);
    }
    return pace.await(delay, surroundings.core().timer(), over);
  }

  /** The client is gone. */
  void end() {
    pace.end();
  }
}
