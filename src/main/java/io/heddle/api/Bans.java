package io.heddle.api;

import java.util.List;

/**
 * Clients that are not let in, whatever they can prove. Those of the setting {@code bans.file} are
 * among them; what is added here is forgotten when the broker stops, unless {@code data.directory}
 * is set: then it is kept there. Safe for use by any thread.
 */
public interface Bans {
  /**
   * Adds a ban, in the place of one with the same target. Clients that are connected and banned by
   * it are disconnected. When this returns, it is kept if it can be; what goes wrong with that is
   * in the log and in {@link Status#problems}, and the ban holds until the broker stops.
   */
  void add(Ban ban);

  /**
   * Takes back what was added with this target; false when there was none, as for one of the file.
   */
  boolean remove(Ban.Target target);

  /** Those that are in force at this moment. */
  List<Ban> list();
}
