package io.heddle.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The clients that were taken in, by listener and version: there are as many entries as the
 * operator has listeners, times three. Safe for use by any thread; takes no lock of ours.
 */
public final class Arrivals {
  private final ConcurrentMap<Way, Clients> ways = new ConcurrentHashMap<>();
  private final ConcurrentMap<Way, Way> shared = new ConcurrentHashMap<>();

  /**
   * How a client comes in.
   *
   * @param listener its name
   * @param version of the protocol, as people write it
   */
  public record Way(String listener, String version) {}

  /** The clients that came in one way. */
  public static final class Clients {
    private final LongAdder came = new LongAdder();
    private final LongAdder left = new LongAdder();

    /** How many came, ever. */
    public long total() {
      return came.sum();
    }

    /** How many are there. */
    public long now() {
      return Math.max(0, came.sum() - left.sum());
    }
  }

  /** The one object for this way that all who come so can hold. */
  public Way way(String listener, String version) {
    Way way = new Way(listener, version);
    return shared.computeIfAbsent(way, same -> same);
  }

  void came(Way way) {
    clients(way).came.increment();
  }

  void left(Way way) {
    clients(way).left.increment();
  }

  private Clients clients(Way way) {
    Clients known = ways.get(way);
    return known != null ? known : ways.computeIfAbsent(way, any -> new Clients());
  }

  /** Every way that a client has come in. */
  public Map<Way, Clients> ways() {
    return Map.copyOf(ways);
  }
}
