package io.heddle.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipe of bytes to one client: the port that {@code transport} fills. One thread reads and one
 * writes at a time; both block.
 */
public interface Link {
  /** Reads at least one byte, or answers −1 at the end of the client's bytes. */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Writes all these bytes. */
  void write(byte[] source, int offset, int length) throws IOException;

  /**
   * Writes what can be written without waiting, and answers how many bytes that was: 0 when it
   * would have to wait, or cannot tell. Only the thread that writes may call it.
   */
  int writeNow(byte[] source, int offset, int length) throws IOException;

  /**
   * Starts work for this client that mostly waits, on a virtual thread near its socket.
   *
   * @param name for people who read a thread dump
   */
  void start(String name, Runnable work);

  /** Tells the client that no more bytes come; those of the client may still be read. */
  void finish() throws IOException;

  /**
   * Cuts the link; whoever reads or writes is woken with an exception or the end. Any thread may
   * call it, and twice.
   */
  void close();

  /** Where the client is, for people. */
  String peer();

  /**
   * Where the client is: behind a proxy that is trusted what the proxy says. Null for a Unix domain
   * socket, and for a link that is none of a network.
   */
  default @Nullable InetSocketAddress address() {
    return null;
  }

  /** The certificates of the client, its own first; empty when none was shown and verified. */
  default List<X509Certificate> certificates() {
    return List.of();
  }
}
