package io.heddle.session;

/**
 * Some {@link Stored} messages next to each other, in the order of their sequences: open, or {@link
 * Folded} as long as nobody needs them.
 */
sealed interface Section permits Stretch, Folded {
  int size();

  /** The sequence of the first one. */
  long firstSequence();

  /** The sequence of the last one. */
  long lastSequence();

  /** All of them; what is changed there is not changed here, unless it is open already. */
  Stretch open();
}
