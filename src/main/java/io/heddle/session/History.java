package io.heddle.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who came to a session, and when somebody came or left. Written under the registry's stripe alone,
 * read by any thread.
 */
public final class History {
  private volatile long createdAt;
  private volatile long movedAt;
  private volatile @Nullable String owner;

  History() {}

  /**
   * A client comes.
   *
   * @param user the name that it was authenticated under; null for an anonymous one
   * @param now milliseconds of the epoch; the first is that of the session's begin
   */
  public void came(@Nullable String user, long now) {
    owner = user;
    createdAt = createdAt == 0 ? now : createdAt;
    movedAt = now;
  }

  /** As an earlier process knew it. */
  void restore(@Nullable String user, long begun, long moved) {
    owner = user;
    createdAt = begun;
    movedAt = moved;
  }

  /** The client left. */
  public void left(long now) {
    movedAt = now;
  }

  /** The user name of the client that is there, or was there last; null for an anonymous one. */
  public @Nullable String owner() {
    return owner;
  }

  /** Whether that is this user. Two anonymous clients are the same. */
  public boolean isOf(@Nullable String user) {
    return Objects.equals(owner, user);
  }

  /** Milliseconds of the epoch. */
  long createdAt() {
    return createdAt;
  }

  /** Milliseconds of the epoch, when the client came or left last. */
  public long movedAt() {
    return movedAt;
  }
}
