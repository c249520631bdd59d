package io.heddle.transport;

import io.heddle.connection.Connection;
import io.heddle.connection.Link;
import io.heddle.connection.Surroundings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of one listener, whatever their links are. Safe for use by any thread. */
public final class Connections {
  private final ListenerOptions options;
  private final Surroundings surroundings;
  private final Set<Connection> living = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /** None as yet. */
  public Connections(ListenerOptions options, Surroundings surroundings) {
    this.options = options;
    this.surroundings = surroundings.at(options.entrance());
  }

  /** Whether one more may come; when not, this is told in the log. */
  public boolean hasRoom() {
    boolean room = living.size() < options.connectionsMax();
    if (!room) {
      refused(" has its " + options.connectionsMax() + " connections; another is refused");
    }
    return room;
  }

  /**
   * Lets a client live on a thread that its link starts. When there is no such thread the link is
   * closed, and this throws.
   */
  public void begin(Link link) {
    Connection connection = added(link);
    try {
      link.start("mqtt-new", () -> live(connection));
    } catch (RuntimeException | OutOfMemoryError fault) {
      living.remove(connection);
      link.close();
      throw fault;
    }
  }

  /** Lets a client live on this thread; returns when it is gone. */
  public void serve(Link link) {
    live(added(link));
  }

  /** A connection that comes while the listener is closed may be too late to be stopped. */
  private Connection added(Link link) {
    Connection connection = new Connection(link, surroundings);
    living.add(connection);
    if (closed) {
      connection.cut();
    }
    return connection;
  }

  private void live(Connection connection) {
    try {
      connection.run();
    } finally {
      connection.cut();
      living.remove(connection);
    }
  }

  /** Tells in the log that somebody was not taken; the words follow the name of the listener. */
  public void refused(String words) {
    surroundings.logbook().refused("listener." + options.name() + words);
  }

  /** Those who come from now on are cut. */
  public void close() {
    closed = true;
  }

  /** Whether it is closed. */
  public boolean isClosed() {
    return closed;
  }

  /** Ends all, soon. */
  public void stop() {
    living.forEach(Connection::stop);
  }

  /** Cuts all. */
  public void cut() {
    living.forEach(Connection::cut);
  }

  /** How many there are. */
  public int count() {
    return living.size();
  }
}
