package io.heddle.api;

import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that is connected, at one moment. Passwords are not kept, so nobody can be shown one.
 *
 * @param client who it is, and where it comes from
 * @param version of the protocol that it speaks
 * @param keepAlive seconds; 0 for none
 * @param cleanStart whether it asked for a new session
 * @param will what it left in CONNECT to be published; null for nothing
 * @param connectedAt when it was taken in
 * @param traffic of this connection
 */
public record ClientInfo(
    Client client,
    Version version,
    int keepAlive,
    boolean cleanStart,
    @Nullable Will will,
    Instant connectedAt,
    Traffic traffic) {

  /** The version as people write it: {@code 3.1}, {@code 3.1.1} or {@code 5.0}. */
  public String protocol() {
    return version.toString();
  }

  /** The same client after more went over its connection. */
  public ClientInfo with(Traffic now) {
    return new ClientInfo(client, version, keepAlive, cleanStart, will, connectedAt, now);
  }
}
