package io.heddle.spec.hostile;

import io.heddle.spec.Raw;
import io.heddle.spec.Wire;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** A connection that speaks and hears bytes, not packets: what comes need not be any. */
final class Guest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Wire wire;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private boolean closed;

  Guest(Wire wire) {
    this.wire = wire;
  }

  void say(byte[] bytes) {
    wire.send(bytes);
  }

  /** The answer is a CONNACK with code 0; it is taken away. */
  void expectAccepted() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (heard.size() < 2 || heard.size() < 2 + heard.toByteArray()[1]) {
      hear(deadline);
      if (closed) {
        throw failure("the greeting was refused");
      }
    }
    byte[] connack = heard.toByteArray();
    if (connack[0] != 0x20 || connack[3] != 0) {
      throw failure("the greeting was refused");
    }
    heard.reset();
  }

  /** Everything that was said until the end, which must come. */
  byte[] untilClosed() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!closed) {
      hear(deadline);
    }
    return heard.toByteArray();
  }

  /** Waits for the end, or for a PINGRESP as the last thing said. */
  void untilClosedOrPong() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!closed && !endsWithPong()) {
      hear(deadline);
    }
  }

  void leave() {
    wire.close();
  }

  private boolean endsWithPong() {
    byte[] bytes = heard.toByteArray();
    int length = bytes.length;
    return length >= 2 && bytes[length - 2] == (byte) 0xD0 && bytes[length - 1] == 0;
  }

  private void hear(long deadline) {
    byte[] buffer = new byte[1024];
    long left = deadline - System.nanoTime();
    int count = left <= 0 ? 0 : wire.read(buffer, Duration.ofNanos(left));
    if (count == 0) {
      throw failure("the connection should have come to its end");
    }
    if (count < 0) {
      closed = true;
    } else {
      heard.write(buffer, 0, count);
    }
  }

  private AssertionError failure(String message) {
    return new AssertionError(message + "; heard " + Raw.show(heard.toByteArray()));
  }
}
