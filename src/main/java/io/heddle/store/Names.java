package io.heddle.store;

import io.heddle.store.log.Survey;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who the owners are: what an owner is called may be written after the first that happens to it.
 * Belongs to one thread.
 */
final class Names implements Survey.Reader {
  private final Map<Long, String> clients = new HashMap<>();
  private final Map<Long, String> groups = new HashMap<>();

  @Override
  public void entry(byte kind, long position, ByteBuffer payload) {
    if (Notation.isMessage(kind)) {
      return;
    }
    Note note = Notation.read(kind, payload);
    if (note instanceof Note.Stands(long owner, var standing)) {
      clients.put(owner, standing.clientId());
    } else if (note instanceof Note.Group(long owner, String filter)) {
      groups.put(owner, filter);
    }
  }

  @Override
  public void commit(long position, long counter, long millis) {}

  @Override
  public void manifest(long position, int segments, long covered) {}

  /** Null when it is no session, or nobody says whose. */
  @Nullable String client(long owner) {
    return clients.get(owner);
  }

  /** Null when it is no share group. */
  @Nullable String group(long owner) {
    return groups.get(owner);
  }
}
