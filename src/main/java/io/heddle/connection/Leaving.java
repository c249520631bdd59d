package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.session.Attachment;

/** A client says DISCONNECT. */
record Leaving(Packet.Disconnect disconnect, Attachment attachment, long sessionExpiryMax) {

  /**
   * Changes the Session Expiry Interval if asked to, and answers the end. A session that was to end
   * with its connection cannot be made to outlive it now {@code [MQTT-3.14.2-2]}.
   */
  Farewell farewell() {
    long seconds = disconnect.properties().number(Property.SESSION_EXPIRY_INTERVAL, -1);
    if (seconds > 0 && attachment.session().expirySeconds() == 0) {
      return Farewell.violation("DISCONNECT sets a Session Expiry Interval where CONNECT had none");
    }
    if (seconds >= 0) {
      attachment.expirySeconds(Math.min(seconds, sessionExpiryMax));
    }
    return Farewell.client(disconnect.reason());
  }
}
