package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the parts of a note one after the other. Belongs to one thread.
 *
 * <p>The bytes are those that were written, their checksum says: that something else is in them is
 * a fault of the program, told as an {@link IllegalArgumentException} or a {@link
 * java.nio.BufferUnderflowException}.
 */
final class Eye {
  private static final int GROUP_BITS = 7;
  private static final int GROUP = 0x7F;
  private static final int MORE = 0x80;

  private final ByteBuffer bytes;

  Eye(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
      int next = bytes.get();
      value |= (long) (next & GROUP) << shift;
      if ((next & MORE) == 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("a number of too many bytes");
  }

  int small() {
    return Math.toIntExact(number());
  }

  /** A time of the epoch, milliseconds, or {@link Message#NEVER}. */
  long moment() {
    long millis = number();
    return millis == Pen.NEVER ? Message.NEVER : millis;
  }

  boolean flag() {
    return number() != 0;
  }

  String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  /** Bytes that are not the last part. */
  byte[] block() {
    byte[] block = new byte[small()];
    bytes.get(block);
    return block;
  }

  Terms terms() {
    Qos qos = Qos.of(small());
    boolean retain = flag();
    int[] identifiers = new int[small()];
    for (int i = 0; i < identifiers.length; i++) {
      identifiers[i] = small();
    }
    return Terms.of(qos, retain, identifiers);
  }

  ReasonCode reason() {
    int code = small();
    ReasonCode reason = ReasonCode.of(code);
    if (reason == null) {
      throw new IllegalArgumentException("the reason code " + code);
    }
    return reason;
  }

  /** The last part: all that is left. */
  ByteBuffer rest() {
    return bytes;
  }
}
