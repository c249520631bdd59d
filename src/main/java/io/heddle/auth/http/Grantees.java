package io.heddle.auth.http;

import io.heddle.api.Client;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What the server has said of each client's filters, for as long as somebody needs it: a
 * connection, or a session that waits for its client. So whoever resumes his session has what he
 * was granted. Another user with the same Client Identifier has nothing of it. Safe for use by any
 * thread; takes no lock.
 */
final class Grantees {
  private final int most;
  private final ConcurrentMap<Who, Kept> all = new ConcurrentHashMap<>();
  private final ReferenceQueue<Grants> gone = new ReferenceQueue<>();

  /**
   * Nobody yet.
   *
   * @param most filters of one client
   */
  Grantees(int most) {
    this.most = most;
  }

  private record Who(@Nullable String user, String clientId) {}

  private static final class Kept extends WeakReference<Grants> {
    final Who who;

    Kept(Who who, Grants grants, ReferenceQueue<Grants> gone) {
      super(grants, gone);
      this.who = who;
    }
  }

  /** Those of a client, who may have been here before. */
  Grants of(Client client) {
    forgetTheGone();
    Who who = new Who(client.userName(), client.clientId());
    Grants fresh = new Grants(most);
    Kept kept = new Kept(who, fresh, gone);
    while (true) {
      Kept known = all.putIfAbsent(who, kept);
      Grants grants = known == null ? fresh : known.get();
      if (grants != null) {
        return grants;
      }
      all.remove(who, known);
    }
  }

  /** How many there are at this moment, some of whom may be gone. */
  int size() {
    return all.size();
  }

  private void forgetTheGone() {
    Reference<? extends Grants> reference;
    while ((reference = gone.poll()) != null) {
      if (reference instanceof Kept kept) {
        all.remove(kept.who, kept);
      }
    }
  }
}
