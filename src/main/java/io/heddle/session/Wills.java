package io.heddle.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Wills of a session: that of the connection that is there or was last, and those whose time
 * has come, until they are published. Guarded by the session's lock.
 */
final class Wills {
  private @Nullable Testament last;
  private List<Testament> due = List.of();

  /** That of the connection that is there, or was last; null when there is none left. */
  @Nullable Testament last() {
    return last;
  }

  /** Those that are being published, or will be at once. */
  List<Testament> due() {
    return due;
  }

  /** Whether there is nothing left to publish. */
  boolean isEmpty() {
    return last == null && due.isEmpty();
  }

  /**
   * Another connection comes, with this one. A Will that was to wait is nobody's any more; one
   * without delay is due, and answered.
   */
  @Nullable Testament replace(@Nullable Testament next) {
    Testament before = last;
    Testament displaced = before != null && before.will().delaySeconds() == 0 ? take() : null;
    last = next;
    return displaced;
  }

  /** The client has left; when it has said goodbye, its Will is not kept. */
  void keep(boolean kept) {
    last = kept ? last : null;
  }

  /** The delay of the last one in seconds; −1 when there is none. */
  long delaySeconds() {
    return last == null ? -1 : last.will().delaySeconds();
  }

  /** The time of the last one has come; null when there is none. */
  @Nullable Testament take() {
    Testament taken = last;
    last = null;
    if (taken != null) {
      List<Testament> more = new ArrayList<>(due);
      more.add(taken);
      due = List.copyOf(more);
    }
    return taken;
  }

  /** One that was due is published, or is not to be. */
  void out(Testament published) {
    List<Testament> less = new ArrayList<>(due);
    less.remove(published);
    due = List.copyOf(less);
  }

  /** As an earlier process knew them. */
  void restore(@Nullable Testament ofTheLast, List<Testament> unpublished) {
    last = ofTheLast;
    due = List.copyOf(unpublished);
  }
}
