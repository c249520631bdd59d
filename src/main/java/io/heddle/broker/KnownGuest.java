package io.heddle.broker;

import org.jspecify.annotations.Nullable;

/** The way out to a client of which it is known what it may do. Safe for use by any thread. */
public abstract class KnownGuest implements Guest {
  /** Written before the client's session knows this way out, read by any thread. */
  private volatile @Nullable Entitlement entitlement;

  /** Says what it may do. */
  public final void entitle(Entitlement own) {
    entitlement = own;
  }

  @Override
  public final @Nullable Entitlement entitlement() {
    return entitlement;
  }
}
