package io.heddle.auth;

import java.util.ArrayList;
import java.util.List;

/** The real hash, with the rounds of each that was computed. Safe for use by any thread. */
final class CountedHash implements SlowHash {
  private final Sha512 real = new Sha512();
  private final List<Integer> rounds = new ArrayList<>();

  @Override
  public byte[] of(byte[] password, byte[] salt, int count) {
    synchronized (this) {
      rounds.add(count);
    }
    return real.of(password, salt, count);
  }

  /** Those since the last call. */
  synchronized List<Integer> rounds() {
    List<Integer> taken = List.copyOf(rounds);
    rounds.clear();
    return taken;
  }
}
