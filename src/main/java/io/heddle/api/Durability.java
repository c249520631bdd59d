package io.heddle.api;

/** What something that a client was told survives. Each keeps less than the one before. */
public enum Durability {
  /** A cut of the power: each group of writes is forced to the device before anybody is told. */
  FSYNC,
  /** The end of the process, also by a kill, but not that of the machine. */
  OS,
  /** Nothing: it is in memory alone. */
  NONE;

  /** The one that keeps less. */
  public Durability weaker(Durability other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
