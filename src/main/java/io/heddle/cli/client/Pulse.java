package io.heddle.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * The stream that a connection is read from. While nothing comes it keeps the connection alive, and
 * minds the time that its reader has. Used by the thread that reads.
 */
final class Pulse extends InputStream {
  /** Says that the client is alive. */
  interface Ping {
    /** Writes a PINGREQ. */
    void send() throws IOException;
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final Wire wire;
  private final Ping ping;
  private final long started = System.nanoTime();
  private long interval = NEVER;
  private long pingAt = NEVER;
  private long deadline = NEVER;
  private boolean unanswered;
  private Runnable idle = () -> {};

  Pulse(Wire wire, Ping ping) {
    this.wire = wire;
    this.ping = ping;
  }

  /** From now on the server hears something in each so many seconds; 0 for no need. */
  void keepAlive(int seconds) {
    interval = seconds == 0 ? NEVER : TimeUnit.SECONDS.toNanos(seconds);
    pingAt = seconds == 0 ? NEVER : now() + interval;
  }

  /** From now on reading ends with {@link Expired} after so many milliseconds. */
  void deadline(long millis) {
    deadline = now() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** From now on reading has no end. */
  void noDeadline() {
    deadline = NEVER;
  }

  /** What is done before each wait: what was printed is shown. */
  void idle(Runnable action) {
    idle = action;
  }

  private long now() {
    return System.nanoTime() - started;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    idle.run();
    while (true) {
      wire.socket().setSoTimeout(patience());
      try {
        int count = wire.in().read(bytes, offset, length);
        unanswered = false;
        return count;
      } catch (SocketTimeoutException e) {
        // it is time for something: see there
      }
    }
  }

  /** How many milliseconds until something is to be done; does what is to be done now. */
  private int patience() throws IOException {
    long now = now();
    if (now >= deadline) {
      throw new Expired();
    }
    if (now >= pingAt) {
      if (unanswered) {
        throw new IOException(
            "the broker has not answered for " + TimeUnit.NANOSECONDS.toSeconds(interval) + " s");
      }
      ping.send();
      unanswered = true;
      pingAt = now + interval;
    }
    long next = Math.min(pingAt, deadline);
    // Rounded up: a timeout of 0 would be none.
    return next == NEVER
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(next - now) + 1);
  }
}
