package io.heddle.connection;

import io.heddle.api.Durability;
import io.heddle.mqtt.Version;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a listener asks of the clients that come in by it.
 *
 * @param listener its name, for people
 * @param versions those of the protocol that may be spoken
 * @param mountPoint what all its clients' topics lie below; null for nothing
 * @param connectTimeout as in {@link ConnectionOptions}; null for the value there
 * @param packetSizeMax as in {@link ConnectionOptions}; 0 for the value there
 * @param authentication whether a client is asked who it is; if not, everybody is anonymous here
 * @param anonymous which anonymous clients come in
 * @param durability of what clients are told, if the store has that
 */
public record Entrance(
    String listener,
    Set<Version> versions,
    @Nullable MountPoint mountPoint,
    @Nullable Duration connectTimeout,
    int packetSizeMax,
    boolean authentication,
    Anonymous anonymous,
    Durability durability) {

  /** Which clients may come in of whom nobody knows who they are. */
  public enum Anonymous {
    /** Those on this machine. */
    LOCAL,
    /** All. */
    ALLOW,
    /** None. */
    DENY
  }

  /** Copies the versions. */
  public Entrance {
    versions = Set.copyOf(versions);
  }

  /** An entrance with the defaults. */
  public static Entrance of(String listener) {
    return new Entrance(
        listener,
        EnumSet.allOf(Version.class),
        null,
        null,
        0,
        true,
        Anonymous.LOCAL,
        Durability.FSYNC);
  }

  /** The limits of a connection that comes in here. */
  ConnectionOptions limits(ConnectionOptions common) {
    return common.within(
        connectTimeout == null ? common.connectTimeout() : connectTimeout,
        packetSizeMax == 0 ? common.packetSizeMax() : packetSizeMax);
  }
}
