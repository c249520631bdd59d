package io.heddle.connection;

import java.io.IOException;

/**
 * A pipe of bytes to one client: the port that {@code transport} fills. One thread reads and one
 * writes at a time; both block.
 */
public interface Link {
  /** Reads at least one byte, or answers −1 at the end of the client's bytes. */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Writes all these bytes. */
  void write(byte[] source, int offset, int length) throws IOException;

  /** Tells the client that no more bytes come; those of the client may still be read. */
  void finish() throws IOException;

  /**
   * Cuts the link; whoever reads or writes is woken with an exception or the end. Any thread may
   * call it, and twice.
   */
  void close();

  /** Where the client is, for people. */
  String peer();
}
