package io.heddle.local;

import io.heddle.api.Received;
import io.heddle.mqtt.TopicFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a mailbox: letters with the callback that gets them, among the other work of its
 * thread, and those for whoever receives. Guarded by the mailbox's lock.
 */
final class Post {
  final Deque<Work> works = new ArrayDeque<>();
  final Deque<Letter> letters = new ArrayDeque<>();
  private final Callbacks callbacks;

  Post(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  /** Puts a letter where it belongs: before all others there, or after them. */
  void put(Letter letter, boolean first) {
    Consumer<Received> taker = callbacks.of(letter.message().topic());
    if (taker == null) {
      add(letters, letter, first);
    } else {
      add(works, new Work.Call(letter, taker), first);
    }
  }

  private static <T> void add(Deque<T> queue, T one, boolean first) {
    if (first) {
      queue.addFirst(one);
    } else {
      queue.addLast(one);
    }
  }

  /**
   * Sets the callback of a filter, or none, and gives it what waits to be received; answers the one
   * before.
   */
  @Nullable Consumer<Received> callback(TopicFilter filter, @Nullable Consumer<Received> callback) {
    Consumer<Received> before = callbacks.set(filter, callback);
    Iterator<Letter> waiting = letters.iterator();
    while (callback != null && waiting.hasNext()) {
      Letter letter = waiting.next();
      Consumer<Received> taker = callbacks.of(letter.message().topic());
      if (taker != null) {
        waiting.remove();
        works.addLast(new Work.Call(letter, taker));
      }
    }
    return before;
  }

  /** Nobody gets what lies here; each letter is told. */
  void clear(Consumer<Letter> lost) {
    letters.forEach(lost);
    works.forEach(work -> {
      if (work instanceof Work.Call call) {
        lost.accept(call.letter());
      }
    });
    letters.clear();
    works.clear();
  }
}
