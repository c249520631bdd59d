package io.heddle.transport.tls;

import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** One piece of a handshake's work, for which its client's thread waits. Safe for any thread. */
final class Piece extends FutureTask<Void> {
  Piece(Runnable work) {
    super(work, null);
  }

  /** Tells whoever waits that nobody will do it: others had to have its place. */
  void refuse() {
    setException(new RejectedExecutionException("too many handshakes at a time"));
  }
}
