package io.heddle.admin.rest;

import io.heddle.admin.web.Wire;
import org.jspecify.annotations.Nullable;

/** Speaks MQTT with pages that ask for it at the port. */
@FunctionalInterface
public interface PageClients {
  /**
   * Speaks with one until it is gone, on its thread.
   *
   * @param wire that has brought nothing yet but the request for a WebSocket
   * @param user who has signed in; null where nobody has a name
   */
  void serve(Wire wire, @Nullable String user);
}
