package io.heddle.session;

import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/** What the answers of a client to its messages lead to. Called under the session's lock. */
final class Answered {
  private Answered() {}

  /** PUBREC without an error; a repeat is no news. Answers whether the identifier was known. */
  static boolean received(Session session, int packetId) {
    Delivery sent = session.outbound.inflight().get(packetId);
    boolean repeat = sent != null && sent.state == Delivery.State.RELEASED;
    Delivery taken = session.outbound.inflight().received(packetId);
    if (taken != null && !repeat) {
      session.ledger.acknowledged(session.clientId(), taken.message());
    }
    return taken != null;
  }

  /** The exchange of a message is over, if there was one. Answers whether there was. */
  static boolean over(Session session, @Nullable Delivery ended, ReasonCode reason) {
    Delivery over = session.outbound.over(ended);
    if (over != null && reason.isError()) {
      session.outbound.queue().dropped(DropReason.REFUSED, over);
    } else if (over != null) {
      session.ledger.acknowledged(session.clientId(), over.message());
    }
    return over != null;
  }
}
