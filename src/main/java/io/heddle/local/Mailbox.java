package io.heddle.local;

import io.heddle.api.ClientInfo;
import io.heddle.api.LocalClient;
import io.heddle.api.Received;
import io.heddle.broker.Counters;
import io.heddle.broker.Doings;
import io.heddle.broker.KnownGuest;
import io.heddle.connection.Chronicle;
import io.heddle.connection.MountPoint;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages on their way to one local client: the broker's threads put them in, under a short
 * lock, and the client's own take them out. All fields but the volatile one are guarded by the
 * lock, which is the last in the lock order.
 */
final class Mailbox extends KnownGuest {
  private final Condition toDo = lock.newCondition();
  private final Condition toRead = lock.newCondition();
  private final Post post;
  private final Chronicle chronicle;
  private final @Nullable MountPoint mount;
  private final Traffics traffic;
  private final Fill fill;
  private volatile @Nullable ClientInfo info;
  private @Nullable Owner owner;
  private @Nullable Shuttle lastToucher;
  private LocalClient.@Nullable End end;

  /** Whose mailbox it is; called without the mailbox's lock. */
  interface Owner extends Letter.Acknowledging {
    /** There is room again after there was none. */
    void hasRoomAgain();

    /** Somebody else ended it, who may hold the session's lock. */
    void ended();
  }

  /**
   * An empty one.
   *
   * @param mount what is taken off the topics of messages; null for nothing
   * @param limit bytes of messages that may wait
   */
  Mailbox(
      Counters counters,
      Chronicle chronicle,
      @Nullable MountPoint mount,
      int limit,
      Callbacks callbacks) {
    this.chronicle = chronicle;
    this.mount = mount;
    this.traffic = new Traffics(counters);
    this.fill = new Fill(counters, limit);
    this.post = new Post(callbacks);
  }

  Traffics traffic() {
    return traffic;
  }

  /** The client is taken in; until now nothing was put in, but it may have been ended. */
  void open(ClientInfo client, Owner whose) {
    info = client;
    lock.lock();
    try {
      owner = whose;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable ClientInfo info() {
    ClientInfo client = info;
    return client == null ? null : client.with(traffic.now());
  }

  @Override
  public Doings doings(@Nullable String waitsFor) {
    return new Doings(List.of(), unsent(), 0, List.of());
  }

  @Override
  public long unsent() {
    return locked(fill::weight);
  }

  @Override
  public boolean hasRoom() {
    return locked(() -> end == null && fill.hasRoom());
  }

  @Override
  public Outcome publish(Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
    lock.lock();
    try {
      boolean lossy = terms.qos() == Qos.AT_MOST_ONCE;
      Owner taker = owner;
      if (end != null || taker == null) {
        return lossy ? chronicle.dropped(DropReason.OFFLINE, message, terms) : Outcome.SENT;
      }
      if (lossy && !fill.hasRoom()) {
        return chronicle.dropped(DropReason.OUTBOX_FULL, message, terms);
      }
      if (mount != null && !mount.holds(message.topic())) {
        return chronicle.dropped(DropReason.OUTSIDE_MOUNT_POINT, message, terms);
      }
      Message seen = mount == null ? message : mount.off(message);
      Letter letter = new Letter(message, seen, terms, dup, packetId, taker);
      fill.put(letter);
      post.put(letter.readableAt(shuttle.mark()), false);
      traffic.delivered(terms.qos(), message);
      touched(shuttle);
      delivers();
      return chronicle.delivered(message, terms.qos(), dup, packetId);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable DropReason refuses(Message message, Terms terms, long payload) {
    return mount == null || mount.holds(message.topic()) ? null : DropReason.OUTSIDE_MOUNT_POINT;
  }

  /** Whoever waits is woken once for a batch. */
  @SuppressWarnings("ReferenceEquality") // a shuttle is its thread's
  private void touched(Shuttle shuttle) {
    if (lastToucher != shuttle) {
      lastToucher = shuttle;
      shuttle.touch(this);
    }
  }

  @Override
  public void pubrel(int packetId, Shuttle shuttle) {
    lock.lock();
    try {
      if (end == null) {
        post.works.addLast(new Work.Release(packetId));
        touched(shuttle);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      lastToucher = null;
      if (!post.works.isEmpty()) {
        toDo.signal();
      }
      if (!post.letters.isEmpty()) {
        toRead.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(ReasonCode reason, String words) {
    boolean first = end(new LocalClient.End(reason, words));
    Owner told = first ? owner() : null;
    if (told != null) {
      told.ended();
    }
  }

  private @Nullable Owner owner() {
    return locked(() -> owner);
  }

  /** Nothing more goes in or out. The first end counts; answers whether this is it. */
  boolean end(LocalClient.End why) {
    lock.lock();
    try {
      if (end != null) {
        return false;
      }
      end = why;
      post.clear(this::lost);
      fill.forget();
      toDo.signalAll();
      toRead.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void lost(Letter letter) {
    if (letter.qos() == Qos.AT_MOST_ONCE) {
      chronicle.dropped(DropReason.OFFLINE, letter.routed(), letter.terms());
    }
  }

  LocalClient.@Nullable End end() {
    return locked(() -> end);
  }

  /**
   * Sets the callback of a filter, or none, and gives it what waits to be received; answers the one
   * before.
   */
  @Nullable Consumer<Received> callback(TopicFilter filter, @Nullable Consumer<Received> callback) {
    lock.lock();
    try {
      Consumer<Received> before = post.callback(filter, callback);
      toDo.signal();
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for work; null when the client has ended. */
  @Nullable Work work() throws InterruptedException {
    Work work;
    boolean roomAgain;
    lock.lock();
    try {
      while (post.works.isEmpty() && end == null) {
        toDo.await();
      }
      work = post.works.pollFirst();
      roomAgain = work instanceof Work.Call call && fill.taken(call.letter());
    } finally {
      lock.unlock();
    }
    tell(roomAgain);
    return work;
  }

  /** Waits for a letter; null when none came in these nanoseconds, or the client has ended. */
  @Nullable Letter letter(long nanos) throws InterruptedException {
    long left = nanos;
    Letter letter;
    boolean roomAgain;
    lock.lock();
    try {
      while (post.letters.isEmpty() && end == null && left > 0) {
        left = toRead.awaitNanos(left);
      }
      letter = post.letters.pollFirst();
      roomAgain = letter != null && fill.taken(letter);
    } finally {
      lock.unlock();
    }
    tell(roomAgain);
    return letter;
  }

  /** A letter that was taken out cannot be read yet: it is the first again. */
  void putBack(Letter letter) {
    lock.lock();
    try {
      if (end == null) {
        fill.put(letter);
        post.put(letter, true);
        toDo.signal();
        toRead.signal();
      } else {
        lost(letter);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(boolean roomAgain) {
    Owner told = roomAgain ? owner() : null;
    if (told != null) {
      told.hasRoomAgain();
    }
  }
}
