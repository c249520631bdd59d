package io.heddle.broker;

import io.heddle.api.ClientInfo;
import io.heddle.session.Outlet;
import org.jspecify.annotations.Nullable;

/** The way out to a client that can say who that is. */
public interface Guest extends Outlet {
  /** The client at this moment; null while it is being taken in. */
  @Nullable ClientInfo info();

  /**
   * What it does at this moment; null while it is being taken in.
   *
   * @param waitsFor the client in whose queue its thread waits for room; null for none
   */
  @Nullable Doings doings(@Nullable String waitsFor);

  /** Bytes that are on their way to it. */
  long unsent();

  /** What it may do; null while it is not known. */
  @Nullable Entitlement entitlement();
}
