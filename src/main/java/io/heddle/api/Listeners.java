package io.heddle.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where clients come in. */
public interface Listeners {
  /**
   * A listener, at one moment.
   *
   * @param name the NAME of {@code listener.NAME}
   * @param transport how bytes travel: {@code tcp}, {@code tls}, {@code unix}, {@code ws} or {@code
   *     wss}
   * @param address the local address as the settings have it; the file of a Unix domain socket
   * @param port the real one; 0 for a Unix domain socket
   * @param uri where clients reach it
   * @param connections how many there are, those included that have not said who they are
   * @param connectionsMax how many there may be
   */
  record ListenerInfo(
      String name,
      String transport,
      String address,
      int port,
      URI uri,
      int connections,
      int connectionsMax) {}

  /**
   * All of them, in the order in which they were opened; none yet while extensions start for the
   * first time.
   */
  List<ListenerInfo> all();

  /** The one with a name, at this moment. */
  default Optional<ListenerInfo> find(String name) {
    return all().stream().filter(listener -> listener.name().equals(name)).findFirst();
  }
}
