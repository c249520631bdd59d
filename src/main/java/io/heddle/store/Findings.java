package io.heddle.store;

import io.heddle.store.log.Damage;
import java.util.List;

/**
 * Whether a store is sound. Immutable.
 *
 * @param entries how many were read
 * @param bytes that they are in
 * @param damages parts that could not be read, a torn end among them
 * @param losses what they cost, each in a sentence
 */
public record Findings(long entries, long bytes, List<Damage> damages, List<String> losses) {
  /** Nothing is damaged but perhaps the end of the last write, which nobody was told of. */
  public boolean isSound() {
    return losses.isEmpty() && damages.stream().allMatch(Damage::isTorn);
  }
}
