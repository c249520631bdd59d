package io.heddle.store.log;

import java.nio.ByteBuffer;

/** Takes the entries of a log when it is opened, in their order. */
@FunctionalInterface
public interface Replay {
  /**
   * An entry.
   *
   * @param kind as it was appended
   * @param position where it lies, as {@link SegmentLog#append} answered
   * @param payload its bytes, to be read before the call is over
   */
  void entry(byte kind, long position, ByteBuffer payload);
}
