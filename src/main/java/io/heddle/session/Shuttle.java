package io.heddle.session;

import io.heddle.codec.PublishFrame;
import io.heddle.mqtt.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries one message after another through the sessions that match, on one thread. It remembers
 * the encoded frames of the current message, one for each wire layout, so that a fan-out encodes
 * once; and the outlets it touched, to flush them once at the end of a read batch. Belongs to one
 * thread: the publisher's, the timer's, or whoever routes.
 */
public final class Shuttle {
  private static final int FRAMES = 4;

  /** Steps after which others get a turn, a tenth of a millisecond or so. */
  private static final int TURN = 1024;

  /** Flushes after which others get a turn: each may write to a socket, which takes longer. */
  private static final int FLUSHES = 64;

  private final PublishFrame.@Nullable Layout[] layouts = new PublishFrame.@Nullable Layout[FRAMES];
  private final @Nullable PublishFrame[] frames = new @Nullable PublishFrame[FRAMES];
  private final List<Outlet> touched = new ArrayList<>();
  private @Nullable Message carried;
  private int remembered;
  private @Nullable Session own;
  private Runnable beforeWaiting = () -> {};
  private boolean patient = true;
  private boolean insisting;

  /** Those that the publisher has waited for in vain. */
  private final Set<Subscriber> hopeless = new HashSet<>(0);

  private int load;
  private long now;
  private long began;
  private int steps;
  private long mark;
  private @Nullable Message kept;
  private long body;
  private SessionStore keeper = SessionStore.NONE;
  private final Turns turns = new Turns();

  /** A shuttle for the current thread. */
  public Shuttle(long now) {
    this.now = now;
  }

  /**
   * Milliseconds of the epoch at the beginning of the batch: one reading of the clock for many
   * messages.
   */
  public long now() {
    return now;
  }

  /** Sets the time of the next batch. */
  public void now(long millis) {
    this.now = millis;
  }

  /** A batch begins, at this time of day and of the clock that never jumps. */
  public void begin(long millis, long nanos) {
    this.now = millis;
    this.began = nanos;
  }

  /**
   * When the batch began, by the clock that never jumps; 0 when nobody looked, and then it is not
   * measured how long a message takes.
   */
  public long began() {
    return began;
  }

  /**
   * The frame of a message in that layout, encoded now or remembered. Layouts are compared by
   * identity.
   */
  @SuppressWarnings(
      "ReferenceEquality") // a message and a layout are remembered as objects, and compared in no
  // time
  public PublishFrame frame(Message message, PublishFrame.Layout layout) {
    if (message != carried) {
      carried = message;
      remembered = 0;
    }
    for (int i = 0; i < remembered; i++) {
      PublishFrame frame = frames[i];
      if (layouts[i] == layout && frame != null) {
        return frame;
      }
    }
    PublishFrame frame = PublishFrame.encode(message, layout, now);
    if (remembered < FRAMES) {
      layouts[remembered] = layout;
      frames[remembered++] = frame;
    }
    return frame;
  }

  /**
   * The number of a message in the store, where it is kept once for all receivers.
   *
   * @param store of all receivers
   */
  @SuppressWarnings("ReferenceEquality") // the message that is carried, and no other
  public long body(Message message, SessionStore store) {
    if (message != kept) {
      letGo();
      body = store.body(message);
      kept = message;
      keeper = store;
    }
    return body;
  }

  /** The message that is carried next is in that store already. */
  void carry(Delivery delivery, SessionStore store) {
    store.hold(delivery.body);
    carryHeld(delivery, store);
  }

  /** The message that is carried next may be in that store already. */
  void carryIfKept(Delivery delivery, SessionStore store) {
    if (store.holdIfKept(delivery.body)) {
      carryHeld(delivery, store);
    }
  }

  private void carryHeld(Delivery delivery, SessionStore store) {
    letGo();
    body = delivery.body;
    kept = delivery.message();
    keeper = store;
  }

  private void letGo() {
    if (kept != null && body != 0) {
      keeper.letGo(body);
    }
    kept = null;
  }

  /** What is told by this shuttle from now on must not be told before that mark is safe. */
  public void mark(long written) {
    mark = Math.max(mark, written);
  }

  /** The mark that must be safe before what this shuttle brings now is told. */
  public long mark() {
    return mark;
  }

  /** Notes that a message was brought to that many receivers. */
  public void brought(int receivers) {
    load += receivers;
  }

  /** How often a message was brought to a receiver since the last flush: the work that was done. */
  public int load() {
    return load;
  }

  /**
   * Another receiver, filter or outlet is done, and no lock is held. Now and then other threads get
   * a turn: virtual threads are not time-sliced, and one client can ask for very much at once.
   */
  public void step() {
    if (++steps % TURN == 0) {
      turns.next();
    }
  }

  /** Notes that an outlet has something to send. */
  public void touch(Outlet outlet) {
    touched.add(outlet);
  }

  /**
   * Names the publisher's own session and what to do before its thread may wait for a full queue:
   * to end its batch so far. Without this a shuttle never waits.
   */
  public void mayWait(Session own, Runnable endBatch) {
    this.own = own;
    this.beforeWaiting = endBatch;
  }

  /**
   * Whether the publisher may wait for this session: not for its own, and not for the same message
   * again after a wait in vain.
   */
  boolean mayWaitFor(Session receiver) {
    return patient && !insisting && own != null && own != receiver;
  }

  /**
   * Waits for room at a receiver, holding no lock and having ended the batch so far; the message
   * may then be offered once more, and is dropped if there is no room and no time left.
   *
   * @param nanos see {@link Subscriber#awaitRoom}, as what is answered
   */
  public long waitFor(Subscriber receiver, Message message, long nanos) {
    Session waiter = own;
    if (waiter == null) {
      return 0;
    }
    beforeWaiting.run();
    waiter.waitsFor(receiver);
    try {
      long left = receiver.awaitRoom(message, nanos);
      patient = left > 0;
      return left;
    } finally {
      waiter.waitsFor(null);
    }
  }

  /**
   * All receivers of the message were waited for, and it is brought to them now without another
   * wait: whoever had room takes it, though another publisher was faster.
   */
  public void insist() {
    insisting = true;
  }

  /** This receiver was waited for in vain; the next one may be waited for again. */
  public void despairOf(Subscriber receiver) {
    hopeless.add(receiver);
    patient = true;
  }

  /** Whether this receiver had room a moment ago, and so takes the message in any case. */
  boolean insistsOn(Session receiver) {
    return insisting && own != null && own != receiver && !hopeless.contains(receiver);
  }

  /** The own thread may now wait for somebody: ends its batch so far. The caller holds no lock. */
  public void pause() {
    beforeWaiting.run();
  }

  /** The next receiver or message may be waited for again. */
  public void calm() {
    patient = true;
    insisting = false;
    hopeless.clear();
  }

  /** Flushes the outlets touched since the last time, and forgets the message. */
  public void flush() {
    for (int i = 0; i < touched.size(); i++) {
      touched.get(i).flush();
      if (i % FLUSHES == FLUSHES - 1) {
        turns.next();
      }
    }
    touched.clear();
    letGo();
    load = 0;
    carried = null;
    remembered = 0;
    Arrays.fill(frames, null);
  }
}
