package io.heddle.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Safe for use by any thread; whoever writes takes care of who else does. */
public interface DiskFile extends AutoCloseable {
  /** Bytes. */
  long size() throws IOException;

  /** Reads until the buffer is full or the file ends; answers how many bytes. */
  int read(ByteBuffer into, long at) throws IOException;

  /** Writes all of the buffer. After an error nobody knows how much of it is there. */
  void write(ByteBuffer from, long at) throws IOException;

  /**
   * Makes sure that what was written survives a cut of the power. After an error it is unknown what
   * does, and another call that succeeds says nothing: the system may have forgotten what it could
   * not write.
   */
  void force() throws IOException;

  /** Forces nothing. */
  @Override
  void close() throws IOException;
}
