package io.heddle.transport;

import io.heddle.connection.Surroundings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts at a socket and gives each client a virtual thread. Safe for use by any thread. */
final class SocketListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SocketListener.class);
  private static final int BACKLOG = 4096;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final ListenerOptions options;
  private final Door door;
  private final URI uri;
  private final Connections connections;

  private SocketListener(ListenerOptions options, Door door, URI uri, Connections connections) {
    this.options = options;
    this.door = door;
    this.uri = uri;
    this.connections = connections;
  }

  /**
   * Binds the listener.
   *
   * @throws IOException when the address cannot be bound, naming it
   */
  @SuppressWarnings("AddressSelection") // the operator may name a host
  static SocketListener bind(
      ListenerOptions options, Transport.Tcp at, Surroundings surroundings, Sockets sockets)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(at.address(), at.port()), BACKLOG);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new SocketListener(
          options,
          sockets.door(server),
          uri(at.address(), port),
          new Connections(options, surroundings));
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "listener."
              + options.name()
              + ": cannot listen on "
              + at.address()
              + ":"
              + at.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static URI uri(String address, int port) {
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return URI.create("tcp://" + host + ":" + port);
  }

  @Override
  public URI uri() {
    return uri;
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
      connections.begin(door.link(socket));
    } catch (IOException gone) {
      socket.close();
    } catch (RuntimeException | OutOfMemoryError fault) {
      connections.refused(" could not take a connection: " + fault);
      socket.close();
    }
  }

  @Override
  public void close() {
    connections.close();
    try {
      door.close();
    } catch (IOException e) {
      LOG.warn("listener.{} did not close cleanly: {}", options.name(), e.getMessage());
    }
  }

  @Override
  public void stopConnections() {
    connections.stop();
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
