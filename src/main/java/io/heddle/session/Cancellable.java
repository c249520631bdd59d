package io.heddle.session;

/** Something that is to happen later and may be called off. */
@FunctionalInterface
public interface Cancellable {
  /** Calls it off; does nothing when it has happened or was called off. */
  void cancel();
}
