package io.heddle.api;

import java.nio.file.Path;
import java.util.List;

/**
 * How what is kept on disk is, at one moment.
 *
 * @param directory that of {@code data.directory}
 * @param durability what is kept survives, at most: listeners and clients may have less
 * @param full whether there is no room for more on the disk but the reserve; messages to be kept
 *     are refused
 * @param failing whether the last write failed; acknowledgements wait
 * @param damages what could not be read at the start, each in one line
 * @param backup whether a backup is being made
 */
public record StoreStatus(
    Path directory,
    Durability durability,
    boolean full,
    boolean failing,
    List<String> damages,
    boolean backup) {
  /** Copies the list. */
  public StoreStatus {
    damages = List.copyOf(damages);
  }
}
