package io.heddle.store.log;

import java.io.IOException;

/**
 * Which formats of a log can be read. Each segment says its own, and what is written is always of
 * the newest: so a migration is to read the older ones, which are gone when housekeeping or {@code
 * store compact} has said everything again. A new kind of entry makes a new format, too.
 */
final class Formats {
  /** What is written. */
  static final int CURRENT = 1;

  /** The oldest that is read: raised only by a release that says so. */
  private static final int OLDEST = 1;

  private Formats() {}

  /**
   * A segment of this format can be read.
   *
   * @throws IOException when not, with a sentence that says which can
   */
  static void require(int version) throws IOException {
    if (version > CURRENT) {
      throw new IOException(
          "the store was written by a newer version of Heddle (format "
              + version
              + ", this one knows "
              + CURRENT
              + "); nothing in it was changed");
    }
    if (version < OLDEST) {
      throw new IOException(
          "the store is of the format "
              + version
              + ", and the oldest that this version of Heddle reads is "
              + OLDEST
              + "; nothing in it was changed");
    }
  }
}
