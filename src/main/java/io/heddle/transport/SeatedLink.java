package io.heddle.transport;

import io.heddle.transport.carrier.Seat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A link whose threads run on a carrier of ours, which waits for its socket. */
final class SeatedLink extends ChannelLink {
  private final Seat seat;

  /** The socket was read empty; belongs to the thread that reads. */
  private boolean empty = true;

  SeatedLink(SocketChannel channel, Seat seat) throws IOException {
    super(channel);
    this.seat = seat;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      if (empty) {
        seat.awaitInput();
      }
      int count = channel.read(ByteBuffer.wrap(target, offset, length));
      // After a short read the next one would find nothing: it is spared.
      empty = count >= 0 && count < length;
      if (count != 0) {
        return count;
      }
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(source, offset, length);
    channel.write(from);
    while (from.hasRemaining()) {
      seat.awaitOutput();
      channel.write(from);
    }
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) throws IOException {
    return channel.write(ByteBuffer.wrap(source, offset, length));
  }

  @Override
  public void start(String name, Runnable work) {
    seat.start(name, work);
  }

  @Override
  void cut() throws IOException {
    seat.close();
  }
}
