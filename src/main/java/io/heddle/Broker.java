package io.heddle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/** A stand-in: a broker that listens and never accepts. */
public final class Broker implements AutoCloseable {
  private final List<ServerSocket> sockets;

  Broker(List<ServerSocket> sockets) {
    this.sockets = List.copyOf(sockets);
  }

  public List<URI> endpoints() {
    return sockets.stream()
        .map(s -> URI.create("tcp://" + s.getInetAddress().getHostAddress() + ":" + s.getLocalPort()))
        .toList();
  }

  @Override
  public void close() {
    for (ServerSocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
