package io.heddle.broker;

import io.heddle.api.ClientInfo;
import io.heddle.session.Outlet;
import org.jspecify.annotations.Nullable;

/** The way out to a client that can say who that is. */
public interface Guest extends Outlet {
  /** The client at this moment; null while it is being taken in. */
  @Nullable ClientInfo info();

  /** What it may do; null while it is not known. */
  @Nullable Entitlement entitlement();
}
