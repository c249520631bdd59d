package io.heddle.store.log;

/** What a committed entry survives. */
public enum Durability {
  /** A cut of the power: each commit is forced to the device. */
  FSYNC,
  /** The end of the process: each commit is with the operating system. */
  OS
}
