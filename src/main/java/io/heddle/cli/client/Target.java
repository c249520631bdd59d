package io.heddle.cli.client;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Task;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is, and how it is reached.
 *
 * @param tls null for none
 * @param named whether the server's certificate has to be for this host
 * @param path of a WebSocket; null for none
 * @param from the address to connect from; null for any
 */
public record Target(
    String host,
    int port,
    @Nullable SSLContext tls,
    boolean named,
    @Nullable String path,
    @Nullable String from) {
  private static final int PATIENCE_MILLIS = 30_000;

  /** Plain TCP. */
  public static Target of(String host, int port) {
    return new Target(host, port, null, true, null, null);
  }

  /** Host and port, for people. */
  public String label() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Connects.
   *
   * @throws FailedException with a sentence
   */
  Wire open() throws IOException {
    Socket socket = new Socket();
    try {
      return over(socket);
    } catch (IOException e) {
      try (socket) {
        throw new FailedException(Task.FAILED, "no connection to " + label() + ": " + words(e));
      }
    }
  }

  private Wire over(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    if (from != null) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    }
    socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    Socket carrier = tls == null ? socket : secured(socket, tls);
    return path == null ? Wire.of(carrier) : WebSocketStreams.over(carrier, label(), path);
  }

  private Socket secured(Socket plain, SSLContext context) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    if (named) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    secured.startHandshake();
    return secured;
  }

  private static String words(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return switch (fault) {
      case UnknownHostException e -> "this host is not known";
      case NoRouteToHostException e -> "there is no way to it";
      case ConnectException e ->
          message.contains("refused") ? "refused: nothing listens there" : message;
      case SocketTimeoutException e -> "no answer in " + PATIENCE_MILLIS / 1000 + " s";
      case SSLException e -> "TLS: " + message;
      default -> message;
    };
  }
}
