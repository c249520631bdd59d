package io.heddle.api;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.UserProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets, as its authentication or a {@link ConnectInterceptor} says. The settings
 * hold besides: the stricter counts. MQTT 5.0 clients are told in CONNACK.
 *
 * @param maximumQos at which it may publish, and that is granted to it
 * @param sessionExpiryMax seconds that its session may outlive the connection, 0 to 4,294,967,295
 * @param receiveMaximum messages of QoS 1 and 2 that it may have unacknowledged, 1 to 65,535
 * @param inflightMax messages of QoS 1 and 2 that the server has unacknowledged with it, 1 to
 *     65,535
 * @param keepAliveMax seconds of Keep Alive that it may ask for, 1 to 65,535, or 0 for any
 * @param packetSizeMax bytes of a packet that it may send, 1 to 268,435,460
 * @param retain whether it may publish retained messages
 * @param wildcard whether it may subscribe with wildcards
 * @param shared whether it may use Shared Subscriptions
 * @param mountPoint what is put before its topics, after the mount point of the listener: topic
 *     levels that end with a slash; null for nothing
 * @param assignedClientId the Client Identifier that it has from now on; null for its own. One that
 *     speaks a version before 5.0 is not told
 * @param userProperties for CONNACK; left out where it gets too large for the client
 * @param until when its proof ends: it is disconnected then, unless it has authenticated again.
 *     {@link Instant#MAX} for never
 */
public record ClientLimits(
    Qos maximumQos,
    long sessionExpiryMax,
    int receiveMaximum,
    int inflightMax,
    int keepAliveMax,
    int packetSizeMax,
    boolean retain,
    boolean wildcard,
    boolean shared,
    @Nullable String mountPoint,
    @Nullable String assignedClientId,
    List<UserProperty> userProperties,
    Instant until) {
  /** Nothing beyond the settings. */
  public static final ClientLimits NONE =
      new ClientLimits(
          Qos.EXACTLY_ONCE,
          0xFFFF_FFFFL,
          65_535,
          65_535,
          0,
          268_435_460,
          true,
          true,
          true,
          null,
          null,
          List.of(),
          Instant.MAX);
}
