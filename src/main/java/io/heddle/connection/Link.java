package io.heddle.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.IntConsumer;
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

  /** As {@link #finish()}, by a link that has words of its own for why. */
  default void finish(Ending why) throws IOException {
    finish();
  }

  /**
   * Whether there may be more bytes to be had at once, after a read with room for this many bytes
   * has brought so many.
   */
  default boolean sawMore(int count, int room) {
    return count == room;
  }

  /**
   * From now on this is told how many bytes the client has sent that no read answers, such as a
   * ping of WebSocket or an empty record of TLS: on the thread that reads, which may wait in it.
   * That thread sets it, or whoever made the link. A link on which each byte is read has nothing to
   * tell.
   */
  default void onOverhead(IntConsumer overhead) {}

  /**
   * The client has said CONNECT: whatever stood in front of that is over. On the thread that reads.
   */
  default void greeted() {}

  /**
   * Cuts the link; whoever reads or writes is woken with an exception or the end. Any thread may
   * call it, and twice.
   */
  void close();

  /** Where the client is, for people. Known once the first read has returned. */
  String peer();

  /**
   * The client's own address, which a proxy in front may have told; null when it has none. Known
   * once the first read has returned.
   */
  default @Nullable InetSocketAddress address() {
    return null;
  }

  /**
   * The certificates that the client has shown, its own first, all verified; empty when it has
   * shown none. Known once the first read has returned.
   */
  default List<X509Certificate> certificates() {
    return List.of();
  }

  /**
   * The user name that the client's certificate gives it; null when there is none, or it is not
   * asked for. Known once the first read has returned.
   */
  default @Nullable String certifiedName() {
    return null;
  }
}
