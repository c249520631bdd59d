package io.heddle.admin.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were answered, by route and kind of answer. Safe for use by any thread. */
public final class Requests {
  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  /** Nothing was asked yet. */
  public Requests() {}

  private record Kind(String route, int hundreds) {}

  /**
   * Requests that were answered alike.
   *
   * @param route method and path; {@code none} for what has none
   * @param status the first digit and two letters x
   */
  public record Count(String route, String status, long number) {}

  void add(String route, int status) {
    counts.computeIfAbsent(new Kind(route, status / 100), kind -> new LongAdder()).increment();
  }

  /** All that there were. */
  public List<Count> all() {
    List<Count> all = new ArrayList<>();
    counts.forEach(
        (kind, number) -> all.add(new Count(kind.route, kind.hundreds + "xx", number.sum())));
    all.sort(Comparator.comparing(Count::route).thenComparing(Count::status));
    return all;
  }
}
