package io.heddle.broker.service;

import io.heddle.api.Page;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts a page out of all sessions, which have no order of their own. */
final class Paging {
  private Paging() {}

  /** A session and what is shown of it. */
  private record Entry<T>(String clientId, T shown) {}

  /**
   * The page with this number. Only the entries up to the end of the page are held at a time.
   *
   * @param view what is shown of a session; null when it is not in the list
   */
  static <T> Page<T> page(
      Collection<Session> sessions, Function<Session, @Nullable T> view, int number, int size) {
    if (number < 1 || size < 1) {
      throw new IllegalArgumentException("page " + number + " of size " + size + ": from 1");
    }
    long end = (long) number * size;
    PriorityQueue<Entry<T>> first =
        new PriorityQueue<>(Comparator.<Entry<T>, String>comparing(Entry::clientId).reversed());
    long total = 0;
    for (Session session : sessions) {
      T shown = view.apply(session);
      if (shown != null) {
        total++;
        first.add(new Entry<>(session.clientId(), shown));
        if (first.size() > end) {
          first.remove();
        }
      }
    }
    List<T> items = new ArrayList<>();
    for (long left = first.size() - (end - size); left > 0; left--) {
      items.addFirst(first.remove().shown);
    }
    return new Page<>(items, number, size, total);
  }
}
