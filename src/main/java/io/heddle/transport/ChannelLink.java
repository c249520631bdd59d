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
