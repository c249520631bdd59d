package io.heddle.connection;

import io.heddle.broker.Publisher;
import io.heddle.broker.Router;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Receiving;
import io.heddle.session.SessionStore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The QoS 2 message of a client that is being routed, if there is one. Belongs to the connection's
 * thread.
 *
 * <p>Who has the message, and that it was received, is kept together: after a crash between the two
 * its repeat would be routed once more.
 */
final class Arriving {
  private final Receiving receiving;
  private final SessionStore store;
  private final long patience;

  /** Whether receivers are waited for, before it is routed: nothing may wait meanwhile. */
  private final boolean mayWait;

  /** Its Packet Identifier; 0 for none. */
  private int packetId;

  Arriving(Surroundings surroundings, Receiving receiving) {
    this.receiving = receiving;
    this.store = surroundings.core().store();
    this.patience = surroundings.options().closeTimeout().toMillis();
    this.mayWait = surroundings.core().options().session().policy() == QueuePolicy.BLOCK;
  }

  /** Whether a message is new, and must be routed; then {@link #received} must be called. */
  boolean begins(int identifier) throws Farewell {
    try {
      boolean fresh = receiving.arrive(identifier, patience);
      packetId = fresh ? identifier : 0;
      return fresh;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Farewell.server(ReasonCode.SERVER_SHUTTING_DOWN, "the broker stops");
    } catch (TimeoutException e) {
      throw Farewell.server(ReasonCode.SERVER_BUSY, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Routes a message, of whichever QoS.
   *
   * @param told what the client is told for an answer
   */
  Router.Routed routed(Message message, Publisher publisher, UnaryOperator<ReasonCode> told) {
    if (packetId == 0) {
      return publisher.publish(message);
    }
    if (mayWait) {
      publisher.awaitRoom(message);
    }
    AtomicReference<Router.Routed> routed = new AtomicReference<>(Router.Routed.STORE_FULL);
    store.together(() -> {
      Router.Routed answer = publisher.publishAtOnce(message);
      routed.setPlain(answer);
      if (answer != Router.Routed.STORE_FULL) {
        received(told.apply(Admittance.told(answer)));
      }
    });
    return routed.getPlain();
  }

  /** It was routed, with this answer; only the first one counts. */
  void received(ReasonCode reason) {
    if (packetId != 0) {
      receiving.routed(packetId, reason);
      packetId = 0;
    }
  }

  /** PUBREL came. Answers whether the identifier was known. */
  boolean release(int identifier) {
    return receiving.release(identifier);
  }
}
