package io.heddle.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;

/** A pipe over TCP to the loopback address. */
public final class SocketWire implements Wire {
  private final Socket socket;

  /** Connects to this port of the loopback address. */
  public SocketWire(int port) {
    this(port, SocketFactory.getDefault());
  }

  /** Connects to this port of the loopback address by a socket of this kind. */
  public SocketWire(int port, SocketFactory sockets) {
    try {
      socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException closedByServer) {
      // Whether the server still reads is not told: what it said last can still be read.
    }
  }

  @Override
  public int read(byte[] buffer, Duration timeout) {
    try {
      socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
      return socket.getInputStream().read(buffer);
    } catch (SocketTimeoutException over) {
      return 0;
    } catch (IOException reset) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It is closed.
    }
  }

  @Override
  public void abort() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyGone) {
      // It is closed.
    }
  }
}
