package io.heddle.store.log;

import java.io.IOException;
import java.io.Serial;

/** At a position there is not the entry that was written there. */
public final class DamagedEntryException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  DamagedEntryException(long position) {
    super("the entry at " + Position.text(position) + " is damaged");
  }
}
