package io.heddle.transport.proxy;

import io.heddle.connection.Link;
import io.heddle.connection.LinkRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A link whose first bytes are the header of a proxy. The first read takes it off, on the thread of
 * the client and within the time that it has for its CONNECT; from then on the client is where the
 * proxy says.
 *
 * <p>{@link #header} is written by the thread that reads, and read by any; the other fields belong
 * to that thread.
 */
public final class ProxyLink implements Link {
  /**
   * Stands for a client whose address the proxy does not tell. It is not that of the proxy, which
   * may be on this machine: such a client is not local.
   */
  private static final InetSocketAddress NOWHERE = new InetSocketAddress(anyAddress(), 0);

  private final Link below;
  private volatile @Nullable ProxyHeader header;

  /** What came behind the header in one read with it, until it is read. */
  private byte @Nullable [] rest;

  private int start;
  private int end;

  /** A link to a proxy that has said nothing yet. */
  public ProxyLink(Link below) {
    this.below = below;
  }

  private static InetAddress anyAddress() {
    return InetAddress.ofLiteral("0.0.0.0");
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (header == null && !readHeader()) {
      return -1;
    }
    byte[] waiting = rest;
    if (waiting == null) {
      return below.read(target, offset, length);
    }
    int count = Math.min(length, end - start);
    System.arraycopy(waiting, start, target, offset, count);
    start += count;
    if (start == end) {
      rest = null;
    }
    return count;
  }

  /** False when the proxy closes without a byte: it looked whether the port is open. */
  private boolean readHeader() throws IOException {
    byte[] bytes = new byte[ProxyHeaders.MOST];
    int count = 0;
    ProxyHeaders.Found found = null;
    while (found == null) {
      int more = below.read(bytes, count, bytes.length - count);
      if (more < 0) {
        if (count == 0) {
          return false;
        }
        throw refused("it closed the connection within the header of the PROXY protocol", null);
      }
      count += more;
      found = find(bytes, count);
    }
    header = found.header();
    start = found.length();
    end = count;
    rest = start == end ? null : bytes;
    return true;
  }

  private static ProxyHeaders.@Nullable Found find(byte[] bytes, int count) throws IOException {
    try {
      return ProxyHeaders.find(bytes, count);
    } catch (IOException wrong) {
      throw refused(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static LinkRefusedException refused(String words, @Nullable IOException cause) {
    return new LinkRefusedException(words, cause == null ? new IOException(words) : cause);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    below.write(source, offset, length);
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) throws IOException {
    return below.writeNow(source, offset, length);
  }

  @Override
  public void start(String name, Runnable work) {
    below.start(name, work);
  }

  @Override
  public void finish() throws IOException {
    below.finish();
  }

  @Override
  public void greeted() {
    below.greeted();
  }

  @Override
  public void close() {
    below.close();
  }

  @Override
  public String peer() {
    return switch (header) {
      case null -> below.peer();
      case ProxyHeader.Own own -> below.peer();
      case ProxyHeader.From(InetSocketAddress client) ->
          client.getAddress().getHostAddress()
              + ":"
              + client.getPort()
              + " by way of "
              + below.peer();
      case ProxyHeader.FromElsewhere elsewhere -> "an unknown address by way of " + below.peer();
    };
  }

  @Override
  public @Nullable InetSocketAddress address() {
    return switch (header) {
      case null -> below.address();
      case ProxyHeader.Own own -> below.address();
      case ProxyHeader.From(InetSocketAddress client) -> client;
      case ProxyHeader.FromElsewhere elsewhere -> NOWHERE;
    };
  }
}
