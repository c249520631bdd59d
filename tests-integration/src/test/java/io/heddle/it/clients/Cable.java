package io.heddle.it.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What lies between a client and the broker, so that a test can pull it out: a client that vanishes
 * without a word, whatever its library would rather say.
 */
final class Cable implements AutoCloseable {
  private final ServerSocket server;
  private final int to;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Leads to this port of the loopback address. */
  Cable(int to) throws IOException {
    this.to = to;
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  /** Where the client plugs in. */
  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.add(client);
        sockets.add(broker);
        Thread.startVirtualThread(() -> carry(client, broker));
        Thread.startVirtualThread(() -> carry(broker, client));
      }
    } catch (IOException e) {
      // The cable is out.
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end is gone, and with it the other.
    }
  }

  /** Pulls it out: both ends see a connection that is gone, and no new one comes through. */
  void pull() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pull();
  }
}
