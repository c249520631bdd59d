package io.heddle.connection;

import io.heddle.session.Cancellable;

/**
 * The moment at which a client that was not taken in is turned away, whatever it or the broker is
 * waiting for. Belongs to the connection's thread, but for what the timer does.
 */
final class Deadline {
  private final Outbox outbox;
  private final Link link;
  private final Cancellable timeout;
  private volatile String words = "it sent no CONNECT in time";

  Deadline(Link link, Surroundings surroundings, Outbox outbox) {
    this.outbox = outbox;
    this.link = link;
    this.timeout =
        surroundings.core().timer().after(surroundings.options().connectTimeout(), this::over);
  }

  /** CONNECT is here: what comes late from now on is the answer. */
  void connected() {
    link.greeted();
    words = "who it is was not decided in time";
  }

  private void over() {
    outbox.end(Farewell.network(words));
    link.close();
  }

  /** The deadline is met, unless it was over before: then the end that it brought is thrown. */
  void met() throws Farewell {
    timeout.cancel();
    Farewell over = outbox.farewell();
    if (over != null) {
      throw over;
    }
  }

  /** Nobody waits any more. */
  void cancel() {
    timeout.cancel();
  }
}
