package io.heddle.spec;

import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.mqtt.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What comes out of a wire, cut into packets. */
final class Incoming {
  /** What {@link #next} returns at the end of the stream: no packet has no bytes. */
  static final byte[] END = new byte[0];

  private static final int LARGEST = 268_435_460;

  private final Wire wire;
  private byte[] buffer = new byte[4096];
  private int start;
  private int end;

  Incoming(Wire wire) {
    this.wire = wire;
  }

  /** The bytes of the next packet, {@link #END}, or null when it is not there within this time. */
  byte @Nullable [] next(Duration patience) throws MalformedPacket {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      int length = Framing.packetLength(buffer, start, end - start, LARGEST);
      if (length > 0 && length <= end - start) {
        start += length;
        return Arrays.copyOfRange(buffer, start - length, start);
      }
      int count = fill(deadline);
      if (count == 0) {
        return null;
      } else if (count < 0 && end > start) {
        throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "the stream ends within a packet");
      } else if (count < 0) {
        return END;
      }
    }
  }

  /** Whether anything has come, the end too, within this time. */
  boolean begins(Duration time) {
    return end > start || fill(System.nanoTime() + time.toNanos()) != 0;
  }

  /** All bytes until the end, or null when that is not there within this time. */
  byte @Nullable [] rest(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    while (true) {
      rest.write(buffer, start, end - start);
      start = end;
      int count = fill(deadline);
      if (count == 0) {
        return null;
      } else if (count < 0) {
        return rest.toByteArray();
      }
    }
  }

  /** Reads once: the bytes read, 0 for none in time, -1 for the end. */
  private int fill(long deadline) {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    byte[] room = new byte[buffer.length - end];
    long left = deadline - System.nanoTime();
    int count = left <= 0 ? 0 : wire.read(room, Duration.ofNanos(left));
    System.arraycopy(room, 0, buffer, end, Math.max(0, count));
    end += Math.max(0, count);
    return count;
  }
}
