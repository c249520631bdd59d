package io.heddle.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Where clients come in. Closing it, from any thread, wakes who accepts. */
interface Door extends Closeable {
  /** Waits for the next client. */
  SocketChannel accept() throws IOException;

  /** The link to a client that was accepted. */
  ChannelLink link(SocketChannel client) throws IOException;

  /** Starts the thread that accepts. */
  void start(String name, Runnable work);
}
