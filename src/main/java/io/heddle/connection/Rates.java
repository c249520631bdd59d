package io.heddle.connection;

import io.heddle.mqtt.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast clients and addresses may come and send. An address of IPv6 counts by its first 64 bits;
 * a Unix domain socket has no address. Of those who are gone some thousands are remembered, and the
 * one that was there longest ago is forgotten first. Safe for use by any thread; its lock is a
 * leaf, taken when a client comes and goes.
 */
public final class Rates {
  /** Nothing is limited. */
  static final Rates NONE = new Rates(RateOptions.NONE, () -> 0);

  /** Absent addresses, and clients, that are remembered. */
  private static final int REMEMBERED = 10_000;

  /** Characters of a Client Identifier that are kept; the rest is told apart by its hash. */
  private static final int KEPT = 64;

  private static final int NETWORK = 8;

  private static final String FROM_ADDRESS = "too many connections in a second from its address";
  private static final String WITH_IDENTIFIER =
      "too many connections in a second with its Client Identifier";

  private final RateOptions options;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** Places with clients, and without; guarded by the lock. */
  private final Map<Bytes, Place> present = new HashMap<>();

  private final Map<Bytes, Place> absent = new LinkedHashMap<>();

  /** Who has come, the one longest ago first; guarded by the lock. */
  private final Map<String, Bucket> comers = new LinkedHashMap<>();

  /** Limits with nobody yet, by a clock in nanoseconds that never jumps. */
  public Rates(RateOptions options, LongSupplier nanos) {
    this.options = options;
    this.nanos = nanos;
  }

  /** What all clients of an address share; guarded by the lock but for the buckets. */
  private final class Place {
    private final Bytes key;
    private final @Nullable Bucket connections = bucket(options.connections().address());
    private final @Nullable Bucket messages = bucket(options.messages().address());
    private final @Nullable Bucket bytes = bucket(options.bytes().address());
    private int clients;

    Place(Bytes key) {
      this.key = key;
    }
  }

  private @Nullable Bucket bucket(long rate) {
    return rate == 0 ? null : new Bucket(rate, nanos.getAsLong());
  }

  /**
   * Why somebody comes too fast from there; null when it may come.
   *
   * @param address null when it has none
   */
  @Nullable String tooFastFrom(@Nullable InetAddress address) {
    if (options.connections().address() == 0 || address == null) {
      return null;
    }
    lock.lock();
    try {
      Bucket all = place(address).connections;
      return all == null || all.tryTake(nanos.getAsLong()) ? null : FROM_ADDRESS;
    } finally {
      lock.unlock();
    }
  }

  /** Why a client that may come in otherwise comes too fast; null when it may come. */
  @Nullable String tooFast(String clientId) {
    if (options.connections().client() == 0) {
      return null;
    }
    lock.lock();
    try {
      Bucket own = comer(clientId);
      return own == null || own.tryTake(nanos.getAsLong()) ? null : WITH_IDENTIFIER;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Why a client would come too fast at this moment; null when it would not. Takes nothing.
   *
   * @param address null when it has none
   */
  @Nullable String wouldBeTooFast(String clientId, @Nullable InetAddress address) {
    lock.lock();
    try {
      Bytes place = address == null ? null : key(address);
      Place there = place == null ? null : present.getOrDefault(place, absent.get(place));
      Bucket ofAddress = there == null ? null : there.connections;
      Bucket own = comers.get(key(clientId));
      if (ofAddress != null && !ofAddress.has(nanos.getAsLong())) {
        return FROM_ADDRESS;
      }
      return own != null && !own.has(nanos.getAsLong()) ? WITH_IDENTIFIER : null;
    } finally {
      lock.unlock();
    }
  }

  private static String key(String clientId) {
    return clientId.length() <= KEPT
        ? clientId
        : clientId.substring(0, KEPT) + '\0' + clientId.hashCode();
  }

  private static Bytes key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Bytes.copyOf(bytes, 0, address instanceof Inet6Address ? NETWORK : bytes.length);
  }

  private @Nullable Bucket comer(String clientId) {
    String key = key(clientId);
    Bucket own = comers.remove(key);
    if (own == null) {
      own = bucket(options.connections().client());
    }
    if (own != null) {
      comers.put(key, own);
      bound(comers);
    }
    return own;
  }

  private Place place(InetAddress address) {
    Bytes key = key(address);
    Place place = present.get(key);
    if (place != null) {
      return place;
    }
    place = absent.remove(key);
    if (place == null) {
      place = new Place(key);
    }
    absent.put(key, place);
    bound(absent);
    return place;
  }

  private static <K> void bound(Map<K, ?> map) {
    if (map.size() > REMEMBERED) {
      map.remove(map.keySet().iterator().next());
    }
  }

  /**
   * The pace of a client that is taken in, until {@link Pace#end}; null when it may be any.
   *
   * @param address null when it has none
   */
  @Nullable Pace pace(@Nullable InetAddress address) {
    boolean ofAddress =
        address != null && (options.messages().address() > 0 || options.bytes().address() > 0);
    Bucket messages = bucket(options.messages().client());
    Bucket bytes = bucket(options.bytes().client());
    if (!ofAddress || address == null) {
      return messages == null && bytes == null
          ? null
          : new Pace(nanos, messages, null, bytes, null);
    }
    lock.lock();
    try {
      Place place = place(address);
      if (place.clients++ == 0) {
        absent.remove(place.key);
        present.put(place.key, place);
      }
      Pace pace = new Pace(nanos, messages, place.messages, bytes, place.bytes);
      pace.onEnd(() -> leave(place));
      return pace;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Place place) {
    lock.lock();
    try {
      if (--place.clients == 0) {
        present.remove(place.key);
        absent.put(place.key, place);
        bound(absent);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many addresses are known at this moment. */
  int places() {
    lock.lock();
    try {
      return present.size() + absent.size();
    } finally {
      lock.unlock();
    }
  }
}
