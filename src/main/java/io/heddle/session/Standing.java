package io.heddle.session;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a session is at one moment, besides its subscriptions and messages.
 *
 * @param owner the user name of its client; null for an anonymous one
 * @param createdAt milliseconds of the epoch
 * @param movedAt milliseconds of the epoch, when its client came or left last
 * @param attached whether its client is connected
 * @param expirySeconds that it outlives its connection; 0 ends it with the connection
 * @param testament of the connection that is there or was last; null for none
 * @param due Wills whose time has come, and which are not published yet
 */
public record Standing(
    String clientId,
    @Nullable String owner,
    long createdAt,
    long movedAt,
    boolean attached,
    long expirySeconds,
    @Nullable Testament testament,
    List<Testament> due) {

  /** Copies the list. */
  public Standing {
    due = List.copyOf(due);
  }

  /**
   * Whether it has ended, and only what it leaves is there: Wills, and messages that another member
   * of a share group is to get.
   */
  public boolean isOver() {
    return !attached && expirySeconds == 0;
  }

  /** The same with other testaments. */
  Standing with(UnaryOperator<Testament> changed) {
    return new Standing(
        clientId,
        owner,
        createdAt,
        movedAt,
        attached,
        expirySeconds,
        testament == null ? null : changed.apply(testament),
        due.stream().map(changed).toList());
  }
}
