package io.heddle.connection;

import io.heddle.session.Turns;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends that no read answers. A link that never runs dry would otherwise keep its
 * thread at work for as long as the client likes, at any rate, because it comes back to nobody who
 * counts. Belongs to the connection's thread.
 */
final class Overhead implements IntConsumer {
  /** Pieces of it after which others get a turn, each as much work as a small packet. */
  private static final int TURN = 64;

  private final Turns turns = new Turns();
  private final @Nullable Pacer pacer;
  private int pieces;

  /** Counts for this one; null when the client may send as fast as it can. */
  Overhead(@Nullable Pacer pacer) {
    this.pacer = pacer;
  }

  @Override
  public void accept(int bytes) {
    if (pacer != null) {
      pacer.counts(bytes);
    }
    if (++pieces == TURN) {
      pieces = 0;
      turns.next();
    }
  }
}
