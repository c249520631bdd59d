package io.heddle.transport;

import io.heddle.connection.Entrance;

/**
 * One listener of the properties file.
 *
 * @param name the NAME of {@code listener.NAME.*}
 * @param transport how bytes travel
 * @param address the local address it is bound to
 * @param port 0 to 65,535; 0 picks a free one
 * @param connectionsMax the most connections at a time
 * @param entrance what holds for those who come in here
 */
public record ListenerOptions(
    String name,
    Transport transport,
    String address,
    int port,
    int connectionsMax,
    Entrance entrance) {

  /** A listener like any other. */
  public ListenerOptions(
      String name, Transport transport, String address, int port, int connectionsMax) {
    this(name, transport, address, port, connectionsMax, Entrance.of(name));
  }

  /** How bytes travel. */
  public enum Transport {
    TCP
  }
}
