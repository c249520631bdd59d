package io.heddle.transport.tls;

import io.heddle.memory.QuietLink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's end of two pipes. */
final class PipeLink implements QuietLink {
  final BytePipe in;
  final BytePipe out;
  final AtomicInteger writes = new AtomicInteger();
  private final boolean canTell;
  volatile boolean closed;
  volatile boolean finished;

  /**
   * A link with so much room in each direction.
   *
   * @param canTell whether it can write without waiting, or must always refuse to
   */
  PipeLink(int room, boolean canTell) {
    this.in = new BytePipe(room);
    this.out = new BytePipe(room);
    this.canTell = canTell;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    writes.incrementAndGet();
    out.write(source, offset, length);
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) throws IOException {
    writes.addAndGet(canTell ? 1 : 0);
    return canTell ? out.writeNow(source, offset, length) : 0;
  }

  @Override
  public void finish() {
    finished = true;
    out.finish();
  }

  @Override
  public void close() {
    closed = true;
    in.close();
    out.finish();
  }

  @Override
  public String peer() {
    return "pipe";
  }
}
