package io.heddle.transport;

import io.heddle.connection.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** All listeners of a broker, and what they share. Safe for use by any thread. */
public final class Listeners implements AutoCloseable {
  private final Sockets sockets;
  private final List<Listener> all;

  private Listeners(Sockets sockets, List<Listener> all) {
    this.sockets = sockets;
    this.all = List.copyOf(all);
  }

  /**
   * Binds the listeners; {@link #start} begins to accept.
   *
   * @param sockets are closed with the listeners, also when this throws
   * @throws IOException when one cannot be bound, naming it
   */
  public static Listeners bind(
      List<ListenerOptions> options, Surroundings surroundings, Sockets sockets)
      throws IOException {
    List<Listener> bound = new ArrayList<>();
    boolean complete = false;
    try {
      for (ListenerOptions listener : options) {
        bound.add(bind(listener, surroundings, sockets));
      }
      complete = true;
      return new Listeners(sockets, bound);
    } finally {
      if (!complete) {
        bound.forEach(Listener::close);
        sockets.close();
      }
    }
  }

  private static Listener bind(ListenerOptions options, Surroundings surroundings, Sockets sockets)
      throws IOException {
    return switch (options.transport()) {
      case Transport.Tcp tcp -> SocketListener.bind(options, tcp, surroundings, sockets);
    };
  }

  /** Begins to accept. */
  public void start() {
    all.forEach(Listener::start);
  }

  /** Where clients reach the broker, one address for each listener, with the real ports. */
  public List<URI> uris() {
    return all.stream().map(Listener::uri).toList();
  }

  /** Accepts nobody any more; connections go on. */
  public void shut() {
    all.forEach(Listener::close);
  }

  /** Ends all connections, soon; call it after {@link #shut}. */
  public void stopConnections() {
    all.forEach(Listener::stopConnections);
  }

  /** Cuts the connections that are still there. */
  public void cutConnections() {
    all.forEach(Listener::cutConnections);
  }

  /** How many connections there are. */
  public int connections() {
    return all.stream().mapToInt(Listener::connections).sum();
  }

  /** Closes the listeners, and what carries the connections when the last of them ends. */
  @Override
  public void close() {
    shut();
    sockets.close();
  }
}
