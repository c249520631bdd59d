package io.heddle.transport.tls;

import io.heddle.connection.Link;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that sign and exchange keys: a few platform threads, so that a flood of handshakes
 * takes these and leaves the carriers of the virtual threads to the clients that are connected. The
 * system gives both their share of the processors.
 *
 * <p>What waits is done in turns, one piece of work for each address; one of IPv6 counts by its
 * first 64 bits. When there is no room the address with the most in waiting loses its latest: so
 * whoever floods takes the room of the flood, and others come in. Safe for use by any thread; its
 * lock is a leaf.
 */
public final class HandshakePool implements AutoCloseable {
  /** Stands for all clients that have no address. */
  private static final String NOWHERE = "nowhere";

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /** What waits for each place, none of them empty, in the order of their turns; by the lock. */
  private final Map<Object, Deque<Runnable>> waiting = new LinkedHashMap<>();

  /** How many pieces wait; guarded by the lock. */
  private int count;

  /** Guarded by the lock. */
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param threads how many handshakes compute at a time
   * @param most how many pieces of work may wait
   * @param starter starts a daemon platform thread of a name
   */
  public HandshakePool(int threads, int most, BiConsumer<String, Runnable> starter) {
    this.most = most;
    for (int i = 1; i <= threads; i++) {
      starter.accept("tls-handshake-" + i, this::work);
    }
  }

  /**
   * Lets one of the threads do what the handshake with this client brings. It throws {@link
   * RejectedExecutionException} when too much waits already; a {@link Piece} may be refused later,
   * too.
   */
  public Executor of(Link client) {
    return work -> execute(place(client.address()), work);
  }

  /** Whom an address counts as: one of IPv6 by its first 64 bits; and all that have none as one. */
  public static Object place(@Nullable InetSocketAddress client) {
    InetAddress address = client == null ? null : client.getAddress();
    if (address == null) {
      return NOWHERE;
    }
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(address.getAddress()).getLong()
        : address;
  }

  /** Lets one of the threads do it for somebody at this place. */
  @SuppressWarnings("ReferenceEquality") // it is this very work or another
  void execute(Object place, Runnable work) {
    Runnable goes;
    lock.lock();
    try {
      goes = closed ? work : displacedBy(work, place);
      if (goes != work) {
        waiting.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(work);
        count++;
        more.signal();
      }
    } finally {
      lock.unlock();
    }
    if (goes == work) {
      throw new RejectedExecutionException("too many handshakes at a time");
    }
    if (goes instanceof Piece piece) {
      piece.refuse();
    }
  }

  /** What has to go for this to wait: nothing, the latest of the greediest, or this itself. */
  private @Nullable Runnable displacedBy(Runnable work, Object place) {
    if (count == most) {
      forget();
    }
    if (count < most) {
      return null;
    }
    Object greediest = place;
    for (Map.Entry<Object, Deque<Runnable>> each : waiting.entrySet()) {
      if (each.getValue().size() > waitingOf(greediest)) {
        greediest = each.getKey();
      }
    }
    Deque<Runnable> latest = waiting.get(greediest);
    if (latest == null || latest.size() <= waitingOf(place) + 1) {
      return work;
    }
    count--;
    return latest.removeLast();
  }

  private int waitingOf(Object place) {
    Deque<Runnable> own = waiting.get(place);
    return own == null ? 0 : own.size();
  }

  /** Drops what was called off, because its client is gone. */
  private void forget() {
    count = 0;
    for (Deque<Runnable> each : waiting.values()) {
      each.removeIf(work -> work instanceof Future<?> future && future.isDone());
      count += each.size();
    }
    waiting.values().removeIf(Deque::isEmpty);
  }

  private void work() {
    try {
      Runnable next;
      while ((next = next()) != null) {
        next.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first of whose turn it is, who then stands behind the others; null when it is over. */
  private @Nullable Runnable next() throws InterruptedException {
    lock.lock();
    try {
      while (count == 0 && !closed) {
        more.await();
      }
      if (closed) {
        return null;
      }
      Map.Entry<Object, Deque<Runnable>> turn = waiting.entrySet().iterator().next();
      Object place = turn.getKey();
      Deque<Runnable> its = turn.getValue();
      waiting.remove(place);
      Runnable first = its.remove();
      count--;
      if (!its.isEmpty()) {
        waiting.put(place, its);
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the threads when they have done what they are at; what waits is not done. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      count = 0;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
