package io.heddle.transport.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a real socket that says back what each client says, through a TLS link. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket server;
  private final TlsContext context;
  private final Set<TlsLink> links = ConcurrentHashMap.newKeySet();

  /** Why clients were lost. */
  final List<String> failures = new CopyOnWriteArrayList<>();

  EchoServer(TlsContext context) throws IOException {
    this.context = context;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  Set<TlsLink> links() {
    return links;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual()
            .start(() -> echo(new TlsLink(new SocketEnd(socket), context, Runnable::run)));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void echo(TlsLink link) {
    links.add(link);
    try {
      byte[] bytes = new byte[100_000];
      int count;
      while ((count = link.read(bytes, 0, bytes.length)) >= 0) {
        link.write(bytes, 0, count);
      }
      link.finish();
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    } finally {
      link.close();
      links.remove(link);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    links.forEach(TlsLink::close);
  }
}
