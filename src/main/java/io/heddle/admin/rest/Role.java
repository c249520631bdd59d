package io.heddle.admin.rest;

import java.util.Locale;

/** What somebody may do; each may what those before may. */
public enum Role {
  /** See everything but secrets, change nothing. */
  READ,
  /** Publish, subscribe clients, disconnect and ban them, change what is retained. */
  OPERATE,
  /** Start and stop extensions, and have the configuration read again. */
  ADMIN;

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
