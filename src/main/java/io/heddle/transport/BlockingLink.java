package io.heddle.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;

/**
 * A link over a socket that blocks: in a virtual thread of the JDK's scheduler that parks it, and
 * nothing else waits.
 */
final class BlockingLink extends ChannelLink {
  private final BiConsumer<String, Runnable> threads;

  BlockingLink(SocketChannel channel, BiConsumer<String, Runnable> threads) throws IOException {
    super(channel);
    this.threads = threads;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length));
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(source, offset, length);
    while (from.hasRemaining()) {
      channel.write(from);
    }
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
  void cut() throws IOException {
    channel.close();
  }
}
