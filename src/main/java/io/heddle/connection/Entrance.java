package io.heddle.connection;

import io.heddle.mqtt.Version;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a client comes in: what holds for everybody who comes by the same listener. Immutable.
 *
 * @param listener its name
 * @param authentication whether a client is asked who it is; if not, everybody is anonymous there
 * @param anonymous which anonymous clients may come in
 * @param versions of the protocol that are spoken there
 * @param mountPoint what is put before the topics of those who come in here; empty for nothing
 */
public record Entrance(
    String listener,
    boolean authentication,
    Anonymous anonymous,
    Set<Version> versions,
    String mountPoint) {

  /** Copies the set. */
  public Entrance {
    versions = Set.copyOf(versions);
  }

  /** Which clients may come in that nobody knows. */
  public enum Anonymous {
    /** Those on this machine. */
    LOCAL,
    /** All. */
    ALLOW,
    /** None. */
    DENY
  }

  /** An entrance with the defaults. */
  public static Entrance of(String listener) {
    return new Entrance(listener, true, Anonymous.LOCAL, EnumSet.allOf(Version.class), "");
  }
}
