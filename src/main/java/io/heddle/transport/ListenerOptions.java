package io.heddle.transport;

import io.heddle.connection.Entrance;
import io.heddle.transport.proxy.ProxyOptions;
import org.jspecify.annotations.Nullable;

/**
 * One listener of the properties file.
 *
 * @param name the NAME of {@code listener.NAME.*}
 * @param transport how bytes travel
 * @param connectionsMax the most connections at a time
 * @param proxy who stands in front and tells of its clients; null when clients come themselves
 * @param entrance what it asks of the clients
 */
public record ListenerOptions(
    String name,
    Transport transport,
    int connectionsMax,
    @Nullable ProxyOptions proxy,
    Entrance entrance) {

  /** A listener that asks its clients nothing. */
  public static ListenerOptions open(String name, Transport transport, int connectionsMax) {
    return new ListenerOptions(name, transport, connectionsMax, null, Entrance.of(name));
  }
}
