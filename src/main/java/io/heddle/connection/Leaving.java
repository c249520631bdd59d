package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.session.Attachment;

/**
 * A client says DISCONNECT.
 *
 * @param askedToLast whether its CONNECT had a Session Expiry Interval above 0
 */
record Leaving(Packet.Disconnect disconnect, Attachment attachment, boolean askedToLast) {

  /**
   * Changes the Session Expiry Interval if asked to, and answers the end. A session that was to end
   * with its connection, by what CONNECT asked for, cannot be made to outlive it now.
   */
  Farewell farewell(long sessionExpiryMax) {
    long seconds = disconnect.properties().number(Property.SESSION_EXPIRY_INTERVAL, -1);
    if (seconds > 0 && !askedToLast) {
      return Farewell.violation("DISCONNECT sets a Session Expiry Interval where CONNECT had none");
    }
    if (seconds >= 0) {
      attachment.expirySeconds(Math.min(seconds, sessionExpiryMax));
    }
    return Farewell.client(disconnect.reason());
  }
}
