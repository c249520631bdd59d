package io.heddle.admin.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A connection that somebody goes on with, from the first byte of its request on. One thread reads
 * and one writes at a time; any may close it.
 */
public final class Wire {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /**
   * A connection whose first bytes have come.
   *
   * @param begun those bytes
   */
  Wire(Socket socket, InputStream begun) throws IOException {
    this.socket = socket;
    this.in = new SequenceInputStream(begun, socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Waits for bytes; answers −1 at their end. */
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  /** Writes all these bytes. */
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
  }

  /** Says that no more bytes come; those of the other side may still be read. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Cuts it; whoever reads or writes is woken. */
  public void close() throws IOException {
    socket.close();
  }

  /** Where the other side is. */
  public InetSocketAddress peer() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }
}
