package io.heddle.transport.ws;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a client has hidden a payload with {@code [RFC 6455, 5.3]}, eight bytes at a time: a frame
 * of Helidon does it byte by byte.
 */
final class Mask {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The key twice, its next byte lowest. */
  private long next;

  /** The bytes of a key, as Helidon gives them. */
  Mask(int[] key) {
    for (int i = 0; i < Long.BYTES; i++) {
      next |= (key[i % key.length] & 0xffL) << i * Byte.SIZE;
    }
  }

  /** Takes it from the next bytes of the payload. */
  void remove(byte[] target, int offset, int count) {
    int at = offset;
    int end = offset + count;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      EIGHT.set(target, at, (long) EIGHT.get(target, at) ^ next);
    }
    for (; at < end; at++) {
      target[at] ^= (byte) next;
      next = Long.rotateRight(next, Byte.SIZE);
    }
  }
}
