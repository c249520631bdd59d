package io.heddle.memory;

import io.heddle.spec.Wire;
import java.io.IOException;
import java.time.Duration;

/**
 * A link without a socket that ends as a socket does: bytes on their way survive an orderly end and
 * a reset, what is written to somebody who has closed fails, and who is closed while it waits wakes
 * up.
 */
public final class MemoryLink implements QuietLink {
  private final String peer;
  private final Pipe in = new Pipe();
  private final Pipe out = new Pipe();

  /** A new link; {@link #wire} is its other end. */
  public MemoryLink(String peer) {
    this.peer = peer;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
  }

  @Override
  public void finish() {
    out.finish();
  }

  @Override
  public void close() {
    in.abandon();
    out.finish();
  }

  @Override
  public String peer() {
    return peer;
  }

  /** The client's end. */
  public Wire wire() {
    return new ClientEnd();
  }

  private final class ClientEnd implements Wire {
    @Override
    public void send(byte[] bytes) {
      try {
        in.write(bytes, 0, bytes.length);
      } catch (IOException closedByServer) {
        // Whether the server still reads is not told: what it said last can still be read.
      }
    }

    @Override
    public int read(byte[] buffer, Duration timeout) {
      try {
        return out.read(buffer, timeout);
      } catch (IOException closed) {
        return -1;
      }
    }

    @Override
    public void close() {
      in.finish();
      out.abandon();
    }

    @Override
    public void abort() {
      in.reset();
      out.abandon();
    }
  }
}
