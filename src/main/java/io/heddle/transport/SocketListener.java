package io.heddle.transport;

import io.heddle.api.Listeners.ListenerInfo;
import io.heddle.connection.Link;
import io.heddle.connection.Surroundings;
import io.heddle.transport.proxy.ProxyOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts at a socket and gives each client a virtual thread. Safe for use by any thread. */
final class SocketListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SocketListener.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final ListenerOptions options;
  private final Bound bound;
  private final Door door;
  private final UnaryOperator<Link> layers;
  private final Lobby lobby;
  private final Connections connections;

  private SocketListener(
      ListenerOptions options,
      Bound bound,
      Door door,
      UnaryOperator<Link> layers,
      Lobby lobby,
      Connections connections) {
    this.options = options;
    this.bound = bound;
    this.door = door;
    this.layers = layers;
    this.lobby = lobby;
    this.connections = connections;
  }

  /**
   * A listener at a socket that is bound.
   *
   * @param layers what lies between the socket and MQTT
   * @param lobby where clients are until they have said CONNECT
   */
  static SocketListener at(
      Bound bound,
      ListenerOptions options,
      UnaryOperator<Link> layers,
      Surroundings surroundings,
      Sockets sockets,
      Lobby lobby) {
    Door door = sockets.door(bound.server());
    Connections connections = new Connections(options, surroundings);
    return new SocketListener(options, bound, door, layers, lobby, connections);
  }

  @Override
  public URI uri() {
    return bound.uri();
  }

  @Override
  public ListenerInfo info() {
    Transport transport = options.transport();
    return new ListenerInfo(
        options.name(),
        transport.name(),
        transport.place(),
        Math.max(0, uri().getPort()),
        uri(),
        connections(),
        options.connectionsMax());
  }

  /** Begins to accept, on a thread of its own. */
  @Override
  public void start() {
    door.start("accept-" + options.name(), this::accept);
  }

  private void accept() {
    while (!connections.isClosed()) {
      try {
        welcome(door.accept());
      } catch (IOException e) {
        pause(e);
      } catch (RuntimeException | Error fault) {
        pause(fault);
      }
    }
  }

  private void pause(Throwable fault) {
    if (!connections.isClosed()) {
      connections.refused(" could not accept a connection: " + fault.getMessage());
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void welcome(SocketChannel socket) throws IOException {
    if (!connections.hasRoom()) {
      socket.close();
      return;
    }
    try {
      begin(door.link(socket));
    } catch (IOException gone) {
      socket.close();
    } catch (RuntimeException | OutOfMemoryError fault) {
      // One that comes while the listener closes finds no place any more, which is no news.
      if (!connections.isClosed()) {
        connections.refused(" could not take a connection: " + fault);
      }
      socket.close();
    }
  }

  private void begin(ChannelLink link) {
    boolean begun = false;
    try {
      if (mayCome(link) && entered(link)) {
        connections.begin(layers.apply(link));
        begun = true;
      }
    } finally {
      if (!begun) {
        link.close();
      }
    }
  }

  /** Where proxies stand in front nobody else may tell who he is. */
  private boolean mayCome(Link link) {
    ProxyOptions proxy = options.proxy();
    boolean may = proxy == null || proxy.trusts(link.address());
    if (!may) {
      connections.refused(" takes proxies only, and " + link.peer() + " is none of them");
    }
    return may;
  }

  /** Those who have not said CONNECT yet take a bounded part of the memory together. */
  private boolean entered(ChannelLink link) {
    Lobby.Guest guest = lobby.enter(link.address(), options.transport(), link::close);
    if (guest == null) {
      connections.refused(
          " has no room for " + link.peer() + ": too many have not said CONNECT yet");
      return false;
    }
    link.onGreeted(guest::leave);
    return true;
  }

  @Override
  public void close() {
    connections.close();
    try {
      door.close();
      bound.remains().remove();
    } catch (IOException e) {
      LOG.warn("listener.{} did not close cleanly: {}", options.name(), e.getMessage());
    }
  }

  @Override
  public void stopConnections() {
    connections.stop();
  }

  @Override
  public void checkBans() {
    connections.checkBans();
  }

  @Override
  public void cutConnections() {
    connections.cut();
  }

  @Override
  public int connections() {
    return connections.count();
  }
}
