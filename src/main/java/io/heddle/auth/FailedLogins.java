package io.heddle.auth;

import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins for each address, and says which addresses have to wait. Some failures in a
 * minute cost nothing; with the last of them, and each further one, the address waits: a second,
 * two, four, and so on up to five minutes. A minute after its last wait an address begins anew.
 *
 * <p>An address of IPv6 counts by its first 64 bits, because the rest is the client's to choose.
 * All clients without an address (a Unix domain socket) count as one. A login that succeeds changes
 * nothing: with it, whoever has one password could go on guessing others. Safe for use by any
 * thread; its lock is a leaf.
 */
public final class FailedLogins {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();
  private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofMinutes(5).toNanos();

  /** FIRST_WAIT doubled that often is more than LONGEST_WAIT. */
  private static final int DOUBLINGS = 9;

  private static final int NETWORK = 8;

  private final int free;
  private final int most;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** The one that failed longest ago comes first. Guarded by the lock. */
  private final Map<Bytes, Failures> byAddress = new LinkedHashMap<>();

  /**
   * What is known of an address.
   *
   * @param begin when the first of them came
   * @param end of the wait; {@code begin} when there is none
   */
  private record Failures(int count, long begin, long end) {}

  /**
   * Nobody has failed yet.
   *
   * @param perMinute failures of an address with which its waiting begins; 0 when nobody ever waits
   * @param addresses that are remembered, at least 1; of more, the one that failed longest ago is
   *     forgotten
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public FailedLogins(int perMinute, int addresses, LongSupplier nanos) {
    this.free = perMinute;
    this.most = addresses;
    this.nanos = nanos;
  }

  /** Whether logins from where the peer is are to be refused without a look at them. */
  public boolean mustWait(Peer peer) {
    return !wait(peer).isZero();
  }

  /** How long logins from where the peer is are still to be refused; zero when they are not. */
  public Duration wait(Peer peer) {
    if (free == 0) {
      return Duration.ZERO;
    }
    Bytes key = key(peer.address());
    lock.lock();
    try {
      Failures known = byAddress.get(key);
      if (known == null || known.count < free) {
        return Duration.ZERO;
      }
      return Duration.ofNanos(Math.max(0, known.end - nanos.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /** A login has failed. */
  public void failed(Peer peer) {
    if (free == 0) {
      return;
    }
    Bytes key = key(peer.address());
    lock.lock();
    try {
      // Taken out and put in again, it is the last in the order.
      byAddress.put(key, next(byAddress.remove(key), nanos.getAsLong()));
      if (byAddress.size() > most) {
        byAddress.remove(byAddress.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  private Failures next(@Nullable Failures known, long now) {
    Failures before =
        known == null || now - known.end >= WINDOW ? new Failures(0, now, now) : known;
    int count = before.count + 1;
    if (count < free) {
      return new Failures(count, before.begin, before.begin);
    }
    long wait = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(DOUBLINGS, count - free));
    return new Failures(count, before.begin, now + wait);
  }

  private static Bytes key(@Nullable InetSocketAddress socket) {
    if (socket == null) {
      return Bytes.EMPTY;
    }
    InetAddress address = socket.getAddress();
    if (address == null) {
      return Bytes.wrap(socket.getHostString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = address.getAddress();
    return Bytes.copyOf(bytes, 0, address instanceof Inet6Address ? NETWORK : bytes.length);
  }

  /** How many addresses are remembered at this moment. */
  int size() {
    lock.lock();
    try {
      return byAddress.size();
    } finally {
      lock.unlock();
    }
  }
}
