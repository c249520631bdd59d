package io.heddle.it.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was retained for each topic, and what may be so now: the last that was acknowledged, or
 * anything later. This object guards all fields.
 */
final class Shelf {
  /** In the order in which they were sent; an empty one clears. */
  private final Map<String, List<Letter>> letters = new LinkedHashMap<>();

  synchronized Letter put(Letter letter) {
    letters.computeIfAbsent(letter.topic(), any -> new ArrayList<>()).add(letter);
    return letter;
  }

  /** The letters that may be retained from now on, by their topics. */
  synchronized Map<String, Integer> now() {
    Map<String, Integer> from = new LinkedHashMap<>();
    letters.forEach((topic, all) -> from.put(topic, lastAcknowledged(all)));
    return from;
  }

  /** −1 when none is: then nothing may be retained either. */
  private static int lastAcknowledged(List<Letter> all) {
    int last = all.size() - 1;
    while (last >= 0 && !all.get(last).isAcknowledged()) {
      last--;
    }
    return last;
  }

  /** Whether the message with this key may be what is retained. */
  synchronized boolean allows(String topic, String key, int from) {
    return later(topic, from).anyMatch(letter -> !letter.isEmpty() && letter.key().equals(key));
  }

  /** Whether there may be nothing. */
  synchronized boolean allowsNothing(String topic, int from) {
    return from < 0 || later(topic, from).anyMatch(Letter::isEmpty);
  }

  private Stream<Letter> later(String topic, int from) {
    return letters.getOrDefault(topic, List.of()).stream().skip(Math.max(0, from));
  }

  synchronized String story(String topic, int from) {
    return later(topic, from).toList().toString();
  }

  /** Everything is acknowledged: what came before the last one is of no use any more. */
  synchronized void forget() {
    letters.values().forEach(all -> all.subList(0, Math.max(0, all.size() - 1)).clear());
  }
}
