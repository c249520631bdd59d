package io.heddle.api;

import java.nio.file.Path;
import java.util.List;

/**
 * A backup that was made.
 *
 * @param folder where it is
 * @param files of it
 * @param bytes of them
 * @param damages parts that are damaged in the store, and so in the copy, each in one line; empty
 *     when all is well
 */
public record StoreCopy(Path folder, int files, long bytes, List<String> damages) {
  /** Copies the list. */
  public StoreCopy {
    damages = List.copyOf(damages);
  }
}
