package io.heddle.admin.rest;

import io.heddle.admin.web.Asked;
import io.heddle.admin.web.Upgrade;
import io.heddle.admin.web.Wire;
import io.heddle.api.Status;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages in that want to speak MQTT: the same people as the REST interface does, and only while
 * the broker runs. Safe for use by many threads at a time.
 */
record PageDoor(Gate gate, Supplier<Status.State> state, PageClients clients) implements Upgrade {
  private static final String PATH = "/mqtt";

  @Override
  public @Nullable Consumer<Wire> accept(Asked asked) {
    if (!asked.path().equals(PATH) || state.get() != Status.State.RUNNING) {
      return null;
    }
    try {
      Caller caller = gate.admit(asked);
      String user = caller.proof() == null ? null : caller.name();
      return wire -> clients.serve(wire, user);
    } catch (Problem refused) {
      // The request is answered as any other, which tells the same.
      return null;
    }
  }
}
