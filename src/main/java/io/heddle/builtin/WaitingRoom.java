package io.heddle.builtin;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait for their time, in one heap: to let one in costs the logarithm of how many
 * wait. The timer is set for the first of them alone, and one thread at a time lets out those that
 * are due, in the order of their times and, at the same time, in the order in which they came.
 *
 * <p>Safe for use by any thread. The lock guards all fields but the volatile ones, which are
 * written under it; nobody is called under it but the timer and who keeps, neither of whom waits.
 */
final class WaitingRoom {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

  /** Let out before the lock is taken again, and another thread gets a turn. */
  private static final int AT_A_TIME = 64;

  /** Until it is looked again whether there is room for what is due. */
  private static final Duration ROOM = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Held> held = new PriorityQueue<>(WaitingRoom::compare);
  private final DelayedOptions options;
  private final Timepiece time;
  private final Keeping keeping;
  private final Consumer<Held> exit;
  private long nextNumber;
  private volatile int size;
  private volatile long bytes;
  private boolean releasing;
  private boolean closed;
  private @Nullable Held armedFor;
  private Runnable disarm = () -> {};

  /**
   * A message that waits.
   *
   * @param due when it goes out, on the clock that never jumps
   * @param number the later it came the higher
   * @param lifetime milliseconds of its Message Expiry Interval, which begins when it goes out;
   *     {@link Message#NEVER} for none
   * @param letGo lets go what is kept of it; null when nothing is
   */
  record Held(Message message, long due, long number, long lifetime, @Nullable Runnable letGo) {}

  /** What became of a message. */
  enum Entry {
    IN,
    FULL,
    CLOSED
  }

  /**
   * An empty one.
   *
   * @param exit is given what is due
   */
  WaitingRoom(DelayedOptions options, Timepiece time, Keeping keeping, Consumer<Held> exit) {
    this.options = options;
    this.time = time;
    this.keeping = keeping;
    this.exit = exit;
  }

  private static int compare(Held a, Held b) {
    // Clocks that never jump may overflow: their differences do not.
    return a.due == b.due ? Long.compare(a.number, b.number) : Long.signum(a.due - b.due);
  }

  /** Lets a message wait for so many seconds. */
  Entry enter(Message message, int seconds, long lifetime) {
    int weight = message.weight();
    lock.lock();
    try {
      if (closed) {
        return Entry.CLOSED;
      }
      boolean unkept = message.qos() != Qos.AT_MOST_ONCE && keeping.isFull();
      if (size >= options.messages() || bytes + weight > options.bytes() || unkept) {
        return Entry.FULL;
      }
      long due = time.nanos() + TimeUnit.SECONDS.toNanos(seconds);
      long dueAt = time.millis() + TimeUnit.SECONDS.toMillis(seconds);
      Runnable letGo = keeping.keep(new Waiting(message, dueAt, lifetime).written());
      add(message, due, lifetime, letGo);
      return Entry.IN;
    } finally {
      lock.unlock();
    }
  }

  private void add(Message message, long due, long lifetime, @Nullable Runnable letGo) {
    held.add(new Held(message, due, nextNumber++, lifetime, letGo));
    count(1, message.weight());
    arm();
  }

  /** One that an earlier process kept waits on, however many wait. */
  void restore(Waiting kept, Runnable letGo) {
    lock.lock();
    try {
      long wait = Math.max(0, kept.dueAt() - time.millis());
      long due = time.nanos() + TimeUnit.MILLISECONDS.toNanos(wait);
      add(kept.message(), due, kept.lifetime(), letGo);
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock
  private void count(int messages, long weight) {
    size += messages;
    bytes += weight;
  }

  /** Sets the timer for the first one, unless it is, or those that are due go out already. */
  @SuppressWarnings("ReferenceEquality") // each is held once
  private void arm() {
    Held first = held.peek();
    if (releasing || first == null || first == armedFor) {
      return;
    }
    disarm.run();
    armedFor = first;
    long wait = Math.max(0, first.due - time.nanos());
    // The timer counts whole milliseconds: it must not come too early.
    long millis = TimeUnit.NANOSECONDS.toMillis(wait + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    disarm = time.after(Duration.ofMillis(millis), this::release);
  }

  @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not time-sliced
  private void release() {
    if (!begin()) {
      return;
    }
    List<Held> due = due();
    while (!due.isEmpty()) {
      due.forEach(this::letOut);
      Thread.yield();
      due = due();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      boolean first = !releasing && !closed;
      releasing |= first;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Some of those that are due; when there are none the timer is set for the next. */
  private List<Held> due() {
    List<Held> due = new ArrayList<>();
    lock.lock();
    try {
      if (keeping.isFull()) {
        releasing = false;
        armedFor = held.peek();
        disarm = time.after(ROOM, this::release);
        return due;
      }
      long now = time.nanos();
      for (Held first = held.peek();
          first != null && first.due - now <= 0 && due.size() < AT_A_TIME;
          first = held.peek()) {
        due.add(held.remove());
        count(-1, -first.message.weight());
      }
      if (due.isEmpty()) {
        releasing = false;
        armedFor = null;
        arm();
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void letOut(Held one) {
    Runnable letGo = one.letGo;
    if (letGo == null) {
      publish(one);
    } else {
      keeping.together(() -> {
        publish(one);
        letGo.run();
      });
    }
  }

  private void publish(Held one) {
    try {
      exit.accept(one);
    } catch (Throwable fault) { // of whoever is told of it
      LOG.error("A delayed message to {} could not be published", one.message.topic(), fault);
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  /**
   * Nobody comes in any more; those that wait and are not kept are handed over, the first one
   * first.
   */
  List<Message> close() {
    List<Held> left;
    lock.lock();
    try {
      closed = true;
      disarm.run();
      left = new ArrayList<>(held);
      held.clear();
      count(-size, -bytes);
    } finally {
      lock.unlock();
    }
    left.sort(WaitingRoom::compare);
    return left.stream().filter(one -> one.letGo == null).map(Held::message).toList();
  }
}
