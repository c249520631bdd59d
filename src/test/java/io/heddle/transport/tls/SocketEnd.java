package io.heddle.transport.tls;

import io.heddle.memory.QuietLink;
import java.io.IOException;
import java.net.Socket;

/** A link over a socket of the tests. */
record SocketEnd(Socket socket) implements QuietLink {
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return socket.getInputStream().read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    socket.getOutputStream().write(source, offset, length);
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
