package io.heddle.auth;

import java.util.ArrayList;
import java.util.List;

/** The real hash, with the rounds of each that was computed. Safe for use by any thread. */
final class CountedHash implements SlowHash {
  private final List<Integer> rounds = new ArrayList<>();

  @Override
  public byte[] of(Sha sha, byte[] password, byte[] salt, int count) {
    synchronized (this) {
      rounds.add(count);
    }
    return SlowHash.REAL.of(sha, password, salt, count);
  }

  /** Those since the last call. */
  synchronized List<Integer> rounds() {
    List<Integer> taken = List.copyOf(rounds);
    rounds.clear();
    return taken;
  }
}
