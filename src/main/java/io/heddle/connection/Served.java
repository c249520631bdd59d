package io.heddle.connection;

import io.heddle.broker.Arrivals;
import io.heddle.session.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a client once it is taken in. Belongs to the connection's thread.
 *
 * @param asksToLast whether its session is to outlive the connection, by what it asked for
 * @param sessionExpiryMax seconds that it may outlive the connection
 * @param pacer null when it may send as fast as it can
 */
record Served(
    Attachment attachment,
    Arrivals.Way way,
    boolean asksToLast,
    long sessionExpiryMax,
    Publishing publishing,
    FilterRequests filters,
    Reauthentication reauthentication,
    KeepAlive keepAlive,
    Validity validity,
    @Nullable Pacer pacer) {

  /** Nobody watches the connection any more. */
  void stop() {
    keepAlive.stop();
    validity.stop();
    reauthentication.stop();
    if (pacer != null) {
      pacer.end();
    }
  }
}
