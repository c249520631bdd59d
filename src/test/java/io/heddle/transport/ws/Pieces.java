package io.heddle.transport.ws;

import io.heddle.memory.QuietLink;

/** A link that brings bytes in portions of a size, and then their end. */
final class Pieces implements QuietLink {
  private final byte[] bytes;
  private final int portion;
  private int from;

  Pieces(byte[] bytes, int portion) {
    this.bytes = bytes;
    this.portion = portion;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (from == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(portion, length), bytes.length - from);
    System.arraycopy(bytes, from, target, offset, count);
    from += count;
    return count;
  }
}
