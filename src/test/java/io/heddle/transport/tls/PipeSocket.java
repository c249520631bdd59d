package io.heddle.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** The client's end of two pipes, in the shape that the JDK's TLS client wants. */
final class PipeSocket extends Socket {
  private final PipeLink server;

  PipeSocket(PipeLink server) {
    this.server = server;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return length == 0 ? 0 : server.out.read(target, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        server.in.write(source, offset, length);
      }
    };
  }

  @Override
  public void shutdownOutput() {
    server.in.finish();
  }

  @Override
  public void setSoLinger(boolean on, int linger) {
    // there is nothing to linger for
  }

  @Override
  public void close() {
    server.in.finish();
    server.out.close();
  }
}
