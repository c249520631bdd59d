package io.heddle.connection;

import io.heddle.api.ClientNow.Worker;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.session.Receiving;
import io.heddle.session.Session;
import io.heddle.session.Turns;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does, in words: its stack says it, so that nobody has to note it while all goes
 * well. The innermost method of those that are known here counts.
 */
final class Doing {
  private static final String WORKS = "works";

  /** Where a thread waits; the class, a method, and what the wait is. */
  private static final List<Place> PLACES =
      List.of(
          Place.at(Session.class, "awaitRoom", "waits for room in the queue of another client"),
          Place.at(Receiving.class, "arrive", "waits for the end of its earlier connection"),
          Place.at(Writer.class, "awaitSafe", "waits for the store to commit"),
          Place.at(Backpressure.class, "afterBatch", "waits for the store to commit"),
          Place.at(Writer.class, "write", "waits for the socket to take bytes"),
          Place.at(Outbox.class, "flushAnswers", "waits for its client to read the answers"),
          Place.at(Pacer.class, "await", "is held back: its client sends faster than it may"),
          Place.at(Turns.class, "next", "gives other threads a turn"),
          Place.asks(Interceptors.class, "waits for a hook"),
          Place.asks(Observers.class, "waits for an observer"),
          Place.asks(Permissions.class, "waits for a rule of access"),
          Place.at(Inbox.class, "read", "waits for the next packet"));

  private Doing() {}

  /**
   * A method that is known.
   *
   * @param method null for any
   * @param asks whether it calls code that is not of this room, which is named then
   */
  private record Place(String type, @Nullable String method, boolean asks, String words) {
    static Place at(Class<?> type, String method, String words) {
      return new Place(type.getName(), method, false, words);
    }

    static Place asks(Class<?> type, String words) {
      return new Place(type.getName(), null, true, words);
    }

    boolean is(StackTraceElement frame) {
      return frame.getClassName().equals(type)
          && (method == null || method.equals(frame.getMethodName()));
    }
  }

  /**
   * What a thread does.
   *
   * @param reads whether it is the one that reads
   * @param waitsFor the client in whose queue it waits for room; null when that is not known
   */
  static Worker of(Thread thread, boolean reads, @Nullable String waitsFor) {
    StackTraceElement[] stack = thread.getStackTrace();
    List<String> frames = Arrays.stream(stack).map(Doing::shown).toList();
    return new Worker(thread.getName(), reads, words(stack, waitsFor), frames);
  }

  private static String words(StackTraceElement[] stack, @Nullable String waitsFor) {
    for (int i = 0; i < stack.length; i++) {
      for (Place place : PLACES) {
        if (place.is(stack[i])) {
          return words(place, stack, i, waitsFor);
        }
      }
    }
    return WORKS;
  }

  private static String words(
      Place place, StackTraceElement[] stack, int at, @Nullable String waitsFor) {
    if (place.asks) {
      return place.words + foreign(stack, at);
    }
    return waitsFor != null && place.type.equals(Session.class.getName())
        ? "waits for room in the queue of " + waitsFor
        : place.words;
  }

  /** The outermost method behind that frame that is not of its package: whoever is asked. */
  private static String foreign(StackTraceElement[] stack, int at) {
    String type = stack[at].getClassName();
    String room = type.substring(0, type.lastIndexOf('.') + 1);
    for (int i = at - 1; i >= 0; i--) {
      String name = stack[i].getClassName();
      if (!name.startsWith(room) && !name.startsWith("java.")) {
        return ": " + name + "." + stack[i].getMethodName();
      }
    }
    return "";
  }

  private static String shown(StackTraceElement frame) {
    return frame.getClassName()
        + "."
        + frame.getMethodName()
        + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
  }
}
