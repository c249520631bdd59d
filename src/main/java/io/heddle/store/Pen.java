package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.session.Terms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the parts of a note one after the other. Belongs to one thread. */
final class Pen {
  private static final int SIGN_BITS = 63;
  private static final int GROUP_BITS = 7;
  private static final int GROUP = 0x7F;
  private static final int MORE = 0x80;
  private static final int LONGEST = 10;

  /** No time that a message expires at is before the epoch. */
  static final int NEVER = -1;

  private byte[] bytes = new byte[48];
  private int count;

  /** In as few bytes as it needs: most are small, and some are below zero. */
  Pen number(long value) {
    ensure(LONGEST);
    long left = value << 1 ^ value >> SIGN_BITS;
    while ((left & ~GROUP) != 0) {
      bytes[count++] = (byte) (left & GROUP | MORE);
      left >>>= GROUP_BITS;
    }
    bytes[count++] = (byte) left;
    return this;
  }

  /** A time of the epoch, milliseconds; never, which is most usual, takes one byte. */
  Pen moment(long millis) {
    return number(millis == Message.NEVER ? NEVER : millis);
  }

  Pen flag(boolean value) {
    return number(value ? 1 : 0);
  }

  Pen text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return block(utf8);
  }

  Pen terms(Terms terms) {
    int[] identifiers = terms.subscriptionIdentifiers();
    number(terms.qos().value()).flag(terms.retain()).number(identifiers.length);
    for (int identifier : identifiers) {
      number(identifier);
    }
    return this;
  }

  /** Bytes that are not the last part. */
  Pen block(byte[] value) {
    return number(value.length).rest(value);
  }

  /** The last part, whose end is that of the note. */
  Pen rest(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, bytes, count, value.length);
    count += value.length;
    return this;
  }

  private void ensure(int more) {
    if (count + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + more));
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, count);
  }
}
