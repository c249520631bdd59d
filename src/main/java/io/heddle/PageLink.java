package io.heddle;

import io.heddle.admin.web.Wire;
import io.heddle.connection.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the administration as a link. Who has signed in is who a certificate would name:
 * that is proved, and what CONNECT says does not count.
 *
 * @param threads starts work on a virtual thread of that name
 */
record PageLink(Wire wire, @Nullable String user, BiConsumer<String, Runnable> threads)
    implements Link {

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return wire.read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    wire.write(source, offset, length);
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
    wire.finish();
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException gone) {
      // it is closed then
    }
  }

  @Override
  public String peer() {
    InetSocketAddress peer = wire.peer();
    return peer.getAddress().getHostAddress() + ":" + peer.getPort();
  }

  @Override
  public InetSocketAddress address() {
    return wire.peer();
  }

  @Override
  public @Nullable String certifiedName() {
    return user;
  }
}
