package io.heddle.transport;

import io.heddle.connection.Connection;
import io.heddle.connection.Surroundings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts TCP connections and gives each a virtual thread. Safe for use by any thread. */
public final class TcpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
  private static final int BACKLOG = 4096;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final ListenerOptions options;
  private final Surroundings surroundings;
  private final Door door;
  private final int port;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  private TcpListener(ListenerOptions options, Surroundings surroundings, Door door, int port) {
    this.options = options;
    this.surroundings = surroundings;
    this.door = door;
    this.port = port;
  }

  /**
   * Binds the listener; {@link #start} begins to accept.
   *
   * @throws IOException when the address cannot be bound, naming it
   */
  @SuppressWarnings("AddressSelection") // the operator may name a host
  public static TcpListener bind(
      ListenerOptions options, Surroundings surroundings, Sockets sockets) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(options.address(), options.port()), BACKLOG);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new TcpListener(options, surroundings, sockets.door(server), port);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "listener."
              + options.name()
              + ": cannot listen on "
              + options.address()
              + ":"
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Where it listens, with the real port. */
  public URI uri() {
    String address = options.address();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return URI.create("tcp://" + host + ":" + port);
  }

  /** Begins to accept, on a thread of its own. */
  public void start() {
    door.start("accept-" + options.name(), this::accept);
  }

  private void accept() {
    while (!closed) {
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
    if (!closed) {
      refused(" could not accept a connection: " + fault.getMessage());
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void welcome(SocketChannel socket) throws IOException {
    if (connections.size() >= options.connectionsMax()) {
      refused(" has its " + options.connectionsMax() + " connections; another is refused");
      socket.close();
      return;
    }
    try {
      begin(door.link(socket));
    } catch (IOException gone) {
      socket.close();
    } catch (RuntimeException | OutOfMemoryError fault) {
      refused(" could not take a connection: " + fault);
      socket.close();
    }
  }

  /** A connection that comes while the listener is closed may be too late to be stopped. */
  private void begin(ChannelLink link) {
    Connection connection = new Connection(link, surroundings, options.entrance());
    connections.add(connection);
    if (closed) {
      connection.cut();
    }
    try {
      link.start("mqtt-new", () -> live(connection));
    } catch (RuntimeException | OutOfMemoryError fault) {
      connections.remove(connection);
      link.close();
      throw fault;
    }
  }

  private void live(Connection connection) {
    try {
      connection.run();
    } finally {
      connection.cut();
      connections.remove(connection);
    }
  }

  private void refused(String words) {
    surroundings.logbook().refused("listener." + options.name() + words);
  }

  /** Accepts no more; connections go on. */
  @Override
  public void close() {
    closed = true;
    try {
      door.close();
    } catch (IOException e) {
      LOG.warn("listener.{} did not close cleanly: {}", options.name(), e.getMessage());
    }
  }

  /** Ends all connections, soon; call it after {@link #close}. */
  public void stopConnections() {
    connections.forEach(Connection::stop);
  }

  /** Cuts the connections that are still there. */
  public void cutConnections() {
    connections.forEach(Connection::cut);
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }
}
