package io.heddle.transport;

import io.heddle.connection.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.BiConsumer;

/**
 * A link over a TCP socket, with its blocking streams: in a virtual thread they park it, and
 * nothing else waits.
 */
final class SocketLink implements Link {
  private final Socket socket;
  private final BiConsumer<String, Runnable> threads;
  private final InputStream in;
  private final OutputStream out;

  /** Takes a socket over. */
  SocketLink(Socket socket, BiConsumer<String, Runnable> threads) throws IOException {
    this.socket = socket;
    this.threads = threads;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
  }

  /** A blocking socket cannot tell whether it would wait. */
  @Override
  public int writeNow(byte[] source, int offset, int length) {
    return 0;
  }

  @Override
  public void start(String name, Runnable work) {
    threads.accept(name, work);
  }

  @Override
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }

  @Override
  public String peer() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }
}
