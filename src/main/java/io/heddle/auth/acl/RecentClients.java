package io.heddle.auth.acl;

import io.heddle.api.Client;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Remembers the rules of the clients that were asked about last, a bounded number of them. A client
 * is the same when it is the same object. Safe for use by many threads: a place holds whole entries
 * only, and two threads that write it at a time have both the right one.
 */
final class RecentClients {
  /** A power of two; the references of all places are 16 KB. */
  private static final int PLACES = 4096;

  private record Entry(WeakReference<Client> client, ClientRules rules) {}

  private final AtomicReferenceArray<Entry> places = new AtomicReferenceArray<>(PLACES);
  private final Function<Client, ClientRules> maker;

  RecentClients(Function<Client, ClientRules> maker) {
    this.maker = maker;
  }

  ClientRules of(Client client) {
    int place = System.identityHashCode(client) & PLACES - 1;
    Entry entry = places.getAcquire(place);
    if (entry != null && entry.client.refersTo(client)) {
      return entry.rules;
    }
    ClientRules rules = maker.apply(client);
    places.setRelease(place, new Entry(new WeakReference<>(client), rules));
    return rules;
  }
}
