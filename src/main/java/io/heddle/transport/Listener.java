package io.heddle.transport;

import io.heddle.api.Listeners.ListenerInfo;
import java.net.URI;

/**
 * A place where clients come in. It is bound when it is made, so that a wrong address is told
 * before anybody is accepted. Safe for use by any thread.
 */
public interface Listener extends AutoCloseable {
  /** Where clients reach it, with the real port. */
  URI uri();

  /** What others may know of it, at this moment. */
  ListenerInfo info();

  /** Begins to accept; does not wait. */
  void start();

  /** Accepts no more; connections go on. Somebody who comes at this very moment is cut. */
  @Override
  void close();

  /** Ends all connections, soon; call it after {@link #close}. */
  void stopConnections();

  /** Ends the connections of clients that are banned. */
  void checkBans();

  /** Cuts the connections that are still there. */
  void cutConnections();

  /** How many connections there are. */
  int connections();
}
