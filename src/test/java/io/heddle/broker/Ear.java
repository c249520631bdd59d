package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Outcome;
import io.heddle.session.Outlet;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.Map;
import java.util.TreeMap;

/** A client that remembers what it was told, and by which mark. Belongs to one thread. */
final class Ear implements Outlet {
  private final String clientId;
  private final Promises promises;

  /** The messages that it has not acknowledged, by their identifiers: whether PUBREL has come. */
  final Map<Integer, Boolean> open = new TreeMap<>();

  int room = Integer.MAX_VALUE;
  boolean ended;

  Ear(String clientId, Promises promises) {
    this.clientId = clientId;
    this.promises = promises;
  }

  @Override
  public boolean hasRoom() {
    return room > 0 && !ended;
  }

  @Override
  public Outcome publish(Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
    if (terms.qos() == Qos.AT_MOST_ONCE) {
      return hasRoom() ? Outcome.SENT : Outcome.DROPPED;
    }
    room -= room == Integer.MAX_VALUE ? 0 : 1;
    open.put(packetId, false);
    promises.inFlight(clientId, packetId, Facts.payload(message), shuttle.mark());
    return Outcome.SENT;
  }

  @Override
  public void pubrel(int packetId, Shuttle shuttle) {
    open.put(packetId, true);
    promises.released(clientId, packetId, shuttle.mark());
  }

  @Override
  public long delivered() {
    return 0;
  }

  @Override
  public void flush() {}

  @Override
  public void end(ReasonCode reason, String words) {
    ended = true;
  }
}
