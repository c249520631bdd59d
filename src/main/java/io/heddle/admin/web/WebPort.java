package io.heddle.admin.web;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port at which HTTP is spoken. Safe for use by any thread. */
public final class WebPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebPort.class);

  /** Connections at a time; a further one is closed at once. */
  private static final int MOST = 256;

  /** How long a connection may say nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** How long nobody is accepted when the system has just refused to. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSocket server;
  private final Hosting hosting;
  private final BiConsumer<String, Runnable> threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WebPort(ServerSocket server, Hosting hosting, BiConsumer<String, Runnable> threads) {
    this.server = server;
    this.hosting = hosting;
    this.threads = threads;
  }

  /**
   * Binds it and accepts.
   *
   * @param port 0 for a free one
   * @param upgrade is asked about requests for a WebSocket
   * @param wrong makes the answer of a status and words, for what is no proper HTTP
   * @param threads starts work on a virtual thread of that name
   * @throws IOException when the address cannot be bound
   */
  @SuppressWarnings("AddressSelection") // the operator may name a host
  public static WebPort open(
      String address,
      int port,
      Handler handler,
      Upgrade upgrade,
      BiFunction<Integer, String, Reply> wrong,
      BiConsumer<String, Runnable> threads)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      WebPort web = new WebPort(server, new Hosting(handler, upgrade, wrong::apply), threads);
      threads.accept("heddle-admin", web::accept);
      return web;
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** The real port. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        begin(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("The port of the administration could not accept: {}", e.getMessage());
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void begin(Socket socket) throws IOException {
    if (open.size() >= MOST) {
      socket.close();
      return;
    }
    open.add(socket);
    if (server.isClosed()) {
      // Whoever has closed the port may not have seen it.
      end(socket);
      return;
    }
    threads.accept("heddle-admin " + socket.getRemoteSocketAddress(), () -> serve(socket));
  }

  private void serve(Socket socket) {
    try {
      socket.setSoTimeout((int) SILENCE.toMillis());
      socket.setTcpNoDelay(true);
      hosting.serve(new Visit(socket, hosting));
    } catch (CloseConnectionException | IOException gone) {
      LOG.debug("A connection of the administration ends: {}", gone.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.warn("A request to the administration failed", fault);
    } finally {
      end(socket);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      LOG.debug("A connection of the administration did not close: {}", gone.getMessage());
    }
  }

  /** Accepts no more, and cuts what is there. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("The port of the administration did not close: {}", e.getMessage());
    }
    open.forEach(this::end);
  }
}
