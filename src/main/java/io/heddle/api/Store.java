package io.heddle.api;

import java.nio.file.Path;
import java.util.Optional;

/** What is kept on disk, {@code data.directory}. Safe for use by any thread. */
public interface Store {
  /**
   * How it is at this moment; empty when nothing is kept. What it has done is in {@link
   * Statistics#store}.
   */
  Optional<StoreStatus> status();

  /**
   * Copies the store to a folder, while clients go on: everything of which a client was told before
   * this call is in the copy, and as a whole. The copy is forced to the device, and read again. It
   * is a store itself: {@code heddle store restore} makes it the directory of a broker. Waits until
   * it is made; an interrupt does not end that.
   *
   * @param target a folder that is empty, or is not there
   * @throws IllegalStateException when nothing is kept, another backup is being made, the broker is
   *     closed, or the backup could not be made; the message says which
   */
  StoreCopy backup(Path target);
}
