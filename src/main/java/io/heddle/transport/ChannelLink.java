package io.heddle.transport;

import io.heddle.connection.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What all links over a socket have in common. */
abstract sealed class ChannelLink implements Link permits BlockingLink, SeatedLink {
  final SocketChannel channel;
  private final SocketAddress remote;

  /** What is to be done when the client has said CONNECT, or is gone. */
  private volatile Runnable onGreeted = () -> {};

  /**
   * Takes a channel over.
   *
   * @throws IOException when the client has gone
   */
  ChannelLink(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.remote = channel.getRemoteAddress();
    if (remote instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
  }

  /** From now on this runs when the client has said CONNECT, and when it is gone; it may twice. */
  final void onGreeted(Runnable action) {
    onGreeted = action;
  }

  @Override
  public final void greeted() {
    onGreeted.run();
  }

  /** Closes the socket. */
  abstract void cut() throws IOException;

  @Override
  public final void close() {
    onGreeted.run();
    try {
      cut();
    } catch (IOException e) {
      // it is closed all the same
    }
  }

  @Override
  public final void finish() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public final @Nullable InetSocketAddress address() {
    return remote instanceof InetSocketAddress client ? client : null;
  }

  @Override
  public final String peer() {
    return remote instanceof InetSocketAddress client
        ? client.getAddress().getHostAddress() + ":" + client.getPort()
        : "a Unix domain socket";
  }
}
