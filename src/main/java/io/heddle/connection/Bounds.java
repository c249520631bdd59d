package io.heddle.connection;

import io.heddle.api.ClientLimits;
import io.heddle.api.Durability;
import io.heddle.broker.BrokerOptions;
import io.heddle.session.Assurance;
import io.heddle.session.SessionStore;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets: the stricter of the settings and its own limits. Immutable.
 *
 * @param options the limits of its connection
 * @param offer what is on offer to it
 * @param mount what its topics lie below: the mount point of the listener, then its own; null for
 *     nothing
 * @param sessionExpiryMax seconds that its session may outlive the connection
 * @param durability of what it is told, if the store has that
 * @param limits its own
 */
public record Bounds(
    ConnectionOptions options,
    BrokerOptions.Offer offer,
    @Nullable MountPoint mount,
    long sessionExpiryMax,
    Durability durability,
    ClientLimits limits) {

  /** Those of a client that comes in there with these limits. */
  static Bounds of(Surroundings surroundings, ClientLimits limits) {
    ConnectionOptions options = surroundings.options();
    BrokerOptions broker = surroundings.core().options();
    MountPoint mount = surroundings.entrance().mountPoint();
    Durability durability = surroundings.entrance().durability().weaker(limits.durability());
    if (limits.equals(ClientLimits.NONE)) {
      return new Bounds(
          options, broker.offer(), mount, broker.sessionExpiryMax(), durability, limits);
    }
    return new Bounds(
        options.within(limits),
        broker.offer().within(limits),
        MountPoint.below(mount, limits.mountPoint()),
        Math.min(broker.sessionExpiryMax(), limits.sessionExpiryMax()),
        durability,
        limits);
  }

  /** What says when it may be told of what is in that store. */
  Assurance assurance(SessionStore store) {
    return switch (durability) {
      case FSYNC -> store;
      case OS -> store.written();
      case NONE -> Assurance.NONE;
    };
  }

  /** Those of whom nobody knows yet. */
  static Bounds of(Surroundings surroundings) {
    return of(surroundings, ClientLimits.NONE);
  }
}
