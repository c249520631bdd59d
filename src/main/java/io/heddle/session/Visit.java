package io.heddle.session;

import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a connection brings to its session.
 *
 * @param outlet the way to the client
 * @param expirySeconds seconds that the session outlives the connection; 0 ends it with the
 *     connection, 4,294,967,295 is for ever
 * @param receiveMaximum the most unacknowledged messages the client takes, 1 to 65,535
 * @param will what to publish when the client leaves without a word, or null
 * @param review looks at that Will
 * @param mayReceive whether the client may get messages of a topic; called by any thread, and under
 *     locks, so it answers from memory. Null when it may get all
 * @param kept whether the session outlives the process, too, if the store keeps anything; one that
 *     is kept already stays so
 */
public record Visit(
    Outlet outlet,
    long expirySeconds,
    int receiveMaximum,
    @Nullable Will will,
    WillReview review,
    @Nullable Predicate<TopicName> mayReceive,
    boolean kept) {

  /** A visit of a client about whose Will nobody is asked. */
  public Visit(
      Outlet outlet,
      long expirySeconds,
      int receiveMaximum,
      @Nullable Will will,
      @Nullable Predicate<TopicName> mayReceive) {
    this(outlet, expirySeconds, receiveMaximum, will, WillReview.NONE, mayReceive, true);
  }

  /** A visit of a client that may get everything. */
  public Visit(Outlet outlet, long expirySeconds, int receiveMaximum, @Nullable Will will) {
    this(outlet, expirySeconds, receiveMaximum, will, null);
  }

  /** The Will with its review; null when there is none. */
  @Nullable Testament testament() {
    return will == null ? null : new Testament(will, review);
  }
}
