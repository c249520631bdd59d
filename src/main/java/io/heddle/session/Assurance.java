package io.heddle.session;

/**
 * How sure it must be that what was written is kept, before somebody is told of it. Safe for use by
 * any thread; only {@link #await} blocks.
 */
public interface Assurance {
  /** Somebody is told at once. */
  Assurance NONE =
      new Assurance() {
        @Override
        public boolean isSafe(long mark) {
          return true;
        }

        @Override
        public boolean await(long mark, long nanos) {
          return true;
        }
      };

  /** Whether what was written up to this mark is safe. */
  boolean isSafe(long mark);

  /**
   * Waits until what was written up to this mark is safe.
   *
   * @return false when the time is over before
   * @throws InterruptedException when the waiting thread is interrupted
   */
  boolean await(long mark, long nanos) throws InterruptedException;
}
