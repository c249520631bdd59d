package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a share group, in two circles: those that may have room for a message, and those
 * that had none when they were asked last and have not said since that they have. So whoever is
 * absent or slow costs a message nothing. Guarded by the group's lock.
 */
final class Members {
  /** In the order in which they came. */
  private final Map<Session, Member> bySession = new LinkedHashMap<>();

  private final Circle ready = new Circle();
  private final Circle resting = new Circle();

  /** A member and what it subscribed to. */
  static final class Member {
    final Session session;
    private Subscription subscription;
    private Circle circle;
    private Member before = this;
    private Member after = this;

    private Member(Session session, Subscription subscription, Circle circle) {
      this.session = session;
      this.subscription = subscription;
      this.circle = circle;
    }

    Subscription subscription() {
      return subscription;
    }

    boolean mayGet(Message message) {
      return session.permit().covers(message.topic());
    }
  }

  /** Members that have their turn one after the other. */
  static final class Circle {
    private @Nullable Member turn;
    private int size;

    int size() {
      return size;
    }

    /** Whose turn it is; only where there are members. */
    Member next() {
      Member next = turn;
      if (next == null) {
        throw new IllegalStateException("nobody is there");
      }
      turn = next.after;
      return next;
    }

    /** All of them, whose turn it is first. */
    List<Member> inTurn() {
      List<Member> all = new ArrayList<>(size);
      for (Member each = turn; each != null && all.size() < size; each = each.after) {
        all.add(each);
      }
      return all;
    }

    /** It has its turn after all others. */
    private void add(Member member) {
      Member first = turn;
      if (first == null) {
        turn = member;
        member.before = member;
        member.after = member;
      } else {
        member.before = first.before;
        member.after = first;
        first.before.after = member;
        first.before = member;
      }
      member.circle = this;
      size++;
    }

    @SuppressWarnings("ReferenceEquality") // a member is itself alone
    private void remove(Member member) {
      size--;
      member.before.after = member.after;
      member.after.before = member.before;
      if (size == 0) {
        turn = null;
      } else if (turn == member) {
        turn = member.after;
      }
    }
  }

  Circle ready() {
    return ready;
  }

  Circle resting() {
    return resting;
  }

  @Nullable Member of(Session session) {
    return bySession.get(session);
  }

  boolean isEmpty() {
    return bySession.isEmpty();
  }

  /** All, at this moment. */
  List<Session> sessions() {
    return List.copyOf(bySession.keySet());
  }

  Iterable<Member> all() {
    return bySession.values();
  }

  /**
   * A new member, or another subscription of a known one.
   *
   * @param rests whether it is to be asked for the first time when it says that it has room
   */
  void join(Session session, Subscription subscription, boolean rests) {
    Member known = bySession.get(session);
    if (known != null) {
      known.subscription = subscription;
      return;
    }
    Circle circle = rests ? resting : ready;
    Member member = new Member(session, subscription, circle);
    bySession.put(session, member);
    circle.add(member);
  }

  void leave(Session session) {
    Member member = bySession.remove(session);
    if (member != null) {
      member.circle.remove(member);
    }
  }

  /** It has no room. */
  void rest(Member member) {
    move(member, resting);
  }

  /** It may have room again. */
  void wake(Member member) {
    move(member, ready);
  }

  @SuppressWarnings("ReferenceEquality") // there are two
  private static void move(Member member, Circle to) {
    if (member.circle != to) {
      member.circle.remove(member);
      to.add(member);
    }
  }

  boolean isAnyoneOnline() {
    for (Member member : all()) {
      if (member.session.outlet() != null) {
        return true;
      }
    }
    return false;
  }

  boolean mayAnyoneGet(Message message) {
    for (Member member : all()) {
      if (member.mayGet(message)) {
        return true;
      }
    }
    return false;
  }
}
