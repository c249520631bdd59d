package io.heddle.store.disk;

import java.io.IOException;
import java.util.List;

/**
 * A folder of files that belongs to one store alone. Safe for use by any thread.
 *
 * <p>What is written survives a kill of the process; a cut of the power only after {@link
 * DiskFile#force}, and a new name, another name, or no name any more only after {@link #sync}.
 */
public interface Disk extends AutoCloseable {
  /** The names of the files, in no order. */
  List<String> names() throws IOException;

  /**
   * Makes a file that has its room already: so many bytes, all zero, on the device. Writing within
   * it needs no more room.
   *
   * @throws IOException when there is a file of this name, or no room; then there is none of it
   */
  DiskFile create(String name, long bytes) throws IOException;

  /** Opens a file that exists, for reading and writing. */
  DiskFile open(String name) throws IOException;

  /** Gives a file another name, in place of whatever had it. Those who have it open keep it. */
  void rename(String from, String to) throws IOException;

  /** Removes a file; those who have it open keep it. */
  void delete(String name) throws IOException;

  /** Makes sure that the names, as they are now, survive a cut of the power. */
  void sync() throws IOException;

  /** Bytes that may still be written, as far as can be told. */
  long usable() throws IOException;

  /** Gives the folder up, so that another store may have it. */
  @Override
  void close() throws IOException;
}
