package io.heddle.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Where clients come in. */
interface Door extends Closeable {
  /** The socket that is bound. */
  ServerSocketChannel server();

  /** The link to a client that was accepted. */
  ChannelLink link(SocketChannel client) throws IOException;

  /** Starts the thread that accepts. */
  void start(String name, Runnable work);

  /** Waits for the next client. */
  default SocketChannel accept() throws IOException {
    return server().accept();
  }

  /** Accepts nobody any more from now on; whoever waits in {@link #accept} is woken. */
  @Override
  default void close() throws IOException {
    server().close();
  }
}
