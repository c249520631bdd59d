package io.heddle.session;

import io.heddle.mqtt.ReasonCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The Packet Identifiers of QoS 2 messages that a client has sent and not released: the receiving
 * side of exactly once. Guarded by the session's lock.
 *
 * <p>An identifier is <i>arriving</i> until its message is routed, then <i>received</i>. A repeat
 * that meets an arriving one (the message came over a connection that was lost or taken over while
 * a hook still thinks) waits for the end and gets the same answer.
 */
final class Inbound {
  /** What to do with a QoS 2 PUBLISH. */
  enum Arrival {
    /** Route it, then say {@link #routed}. */
    NEW,
    /** It was received before: only acknowledge. */
    REPEATED,
    /** It is being routed just now: wait and ask again. */
    ARRIVING
  }

  /** null while arriving. */
  private final Map<Integer, @Nullable ReasonCode> identifiers = new HashMap<>(0);

  private final Condition changed;
  private final Diary diary;

  Inbound(Condition changed, Diary diary) {
    this.diary = diary;
    this.changed = changed;
  }

  Arrival arrive(int packetId) {
    if (!identifiers.containsKey(packetId)) {
      identifiers.put(packetId, null);
      return Arrival.NEW;
    }
    return identifiers.get(packetId) == null ? Arrival.ARRIVING : Arrival.REPEATED;
  }

  /**
   * The message is routed, or was refused with an error, which ends the exchange {@code
   * [MQTT-4.3.3-10]}. One that was released meanwhile stays so, or the next message with its
   * identifier would be taken for a repeat.
   */
  void routed(int packetId, ReasonCode reason) {
    if (reason.isError()) {
      identifiers.remove(packetId);
    } else if (identifiers.containsKey(packetId)) {
      identifiers.put(packetId, reason);
      diary.received(packetId, reason);
    }
    changed.signalAll();
  }

  /** PUBREL: whether the identifier was known. */
  boolean release(int packetId) {
    boolean known = identifiers.containsKey(packetId);
    if (identifiers.remove(packetId) != null) {
      diary.completed(packetId);
    }
    return known;
  }

  /** One that an earlier process had received. */
  void restore(int packetId, ReasonCode reason) {
    identifiers.put(packetId, reason);
  }

  /** Says again which are received and not released. */
  void stateAgain() {
    identifiers.forEach((packetId, reason) -> {
      if (reason != null) {
        diary.received(packetId, reason);
      }
    });
  }

  /** How many are not released. */
  int size() {
    return identifiers.size();
  }
}
