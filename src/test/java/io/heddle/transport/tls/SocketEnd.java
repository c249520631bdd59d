package io.heddle.transport.tls;

import io.heddle.connection.Link;
import java.io.IOException;
import java.net.Socket;

/** A link over a socket of the tests. */
record SocketEnd(Socket socket) implements Link {
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return socket.getInputStream().read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    socket.getOutputStream().write(source, offset, length);
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) {
    return 0;
  }

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
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
    return String.valueOf(socket.getRemoteSocketAddress());
  }
}
