package io.heddle.cli.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** The bytes of a connection, whatever carries them. One thread reads, one at a time writes. */
record Wire(Socket socket, InputStream in, OutputStream out) implements Closeable {
  /** A socket as it is. */
  static Wire of(Socket socket) throws IOException {
    return new Wire(socket, socket.getInputStream(), socket.getOutputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
