package io.heddle.cli.bench;

import io.heddle.mqtt.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time at the beginning of a payload, by which {@code bench sub} knows how long it took. */
final class Stamp {
  /** The least that a payload has to have. */
  static final int BYTES = 16;

  private static final long MARK = 0x6865_6464_6C65_2031L; // "heddle 1"

  private Stamp() {}

  /** A payload of a size that begins with the time of now, if it has room for that. */
  static Bytes payload(int size) {
    byte[] bytes = new byte[size];
    if (size >= BYTES) {
      ByteBuffer.wrap(bytes).putLong(MARK).putLong(now());
    }
    return Bytes.wrap(bytes);
  }

  /** How many nanoseconds ago a payload was made; -1 when it does not say. */
  static long age(Bytes payload) {
    if (payload.length() < BYTES) {
      return -1;
    }
    ByteBuffer buffer = payload.buffer();
    return buffer.getLong() == MARK ? Math.max(0, now() - buffer.getLong()) : -1;
  }

  private static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
