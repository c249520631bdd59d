package io.heddle.transport;

import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.ws.WsOptions;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bytes travel between a client and a listener, with what only that way needs. */
public sealed interface Transport {
  /** The local address it is bound to; null when it has none that others could reach. */
  @Nullable String address();

  /** As the settings name it. */
  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Where it is bound, as the settings name it: an address, or the file of a socket. */
  default String place() {
    return String.valueOf(address());
  }

  /**
   * TCP, and nothing in between.
   *
   * @param address the local address it is bound to
   * @param port 0 to 65,535; 0 picks a free one
   */
  record Tcp(String address, int port) implements Transport {}

  /**
   * TLS over TCP.
   *
   * @param address the local address it is bound to
   * @param port 0 to 65,535; 0 picks a free one
   */
  record Tls(String address, int port, TlsOptions options) implements Transport {}

  /**
   * WebSocket over TCP.
   *
   * @param address the local address it is bound to
   * @param port 0 to 65,535; 0 picks a free one
   */
  record Ws(String address, int port, WsOptions options) implements Transport {}

  /**
   * WebSocket over TLS.
   *
   * @param address the local address it is bound to
   * @param port 0 to 65,535; 0 picks a free one
   */
  record Wss(String address, int port, WsOptions options, TlsOptions tls) implements Transport {}

  /**
   * A Unix domain socket.
   *
   * @param path of its file
   * @param mode of its file, as chmod takes it
   */
  record Unix(Path path, int mode) implements Transport {
    @Override
    public @Nullable String address() {
      return null;
    }

    @Override
    public String place() {
      return path.toString();
    }
  }
}
