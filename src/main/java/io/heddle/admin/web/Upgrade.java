package io.heddle.admin.web;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asked about each request for a WebSocket, many at a time, each on the thread of its connection.
 */
@FunctionalInterface
public interface Upgrade {
  /** Takes nobody. */
  Upgrade NONE = asked -> null;

  /**
   * Who goes on with the connection, on the same thread and until its end. Null for nobody: then
   * the request is answered as others are.
   */
  @Nullable Consumer<Wire> accept(Asked asked);
}
