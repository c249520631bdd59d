package io.heddle.store;

import io.heddle.store.log.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which messages somebody still has, and where they lie. Safe for use by any thread; one lock
 * guards all fields, and is a leaf.
 *
 * <p>A message's number is the place where it was written first. It keeps it when it is copied to
 * another place, because its segment is to be dropped.
 */
final class Bodies {
  /** Where a message is that was lost: in no segment. */
  static final long NOWHERE = 0;

  private final ReentrantLock lock = new ReentrantLock();

  /** The holds of messages by the segment in their number, and there by the offset. */
  private final Map<Integer, Holds> holds = new HashMap<>();

  /** Where those lie that were copied. */
  private final Map<Long, Long> moved = new HashMap<>();

  /** How many messages lie in each segment, and their bytes. */
  private final Map<Integer, Load> loads = new HashMap<>();

  /** How many have something, all in all. */
  private long held;

  /** What lies in one segment. Guarded by the lock of its owner. */
  private static final class Load {
    private int bodies;
    private long bytes;
    private int live;

    long liveBytes() {
      return bodies == 0 ? 0 : bytes * live / bodies;
    }
  }

  /** A message was written there; nobody has it yet but the caller. */
  void written(long body, int bytes) {
    lock.lock();
    try {
      holds(body).add(Position.offset(body), 1);
      held++;
      load(body, bytes);
    } finally {
      lock.unlock();
    }
  }

  /**
   * An earlier process had a message, which lies there; somebody has it.
   *
   * @param bytes about as many as it has
   */
  void kept(long body, long position, int bytes) {
    lock.lock();
    try {
      held++;
      if (holds(body).add(Position.offset(body), 1) == 1) {
        load(position, bytes);
        if (position != body) {
          moved.put(body, position);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Holds holds(long body) {
    return holds.computeIfAbsent(Position.segment(body), any -> new Holds());
  }

  private void load(long position, int bytes) {
    Load load = loads.computeIfAbsent(Position.segment(position), any -> new Load());
    load.bodies++;
    load.bytes += bytes;
    load.live++;
  }

  /** A message was copied to that place; false when nobody has it any more. */
  boolean moved(long body, long position, int bytes) {
    lock.lock();
    try {
      if (count(body) == 0) {
        return false;
      }
      unload(place(body));
      moved.put(body, position);
      load(position, bytes);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A message cannot be read: nobody looks for it any more, whoever has it. */
  void lost(long body) {
    lock.lock();
    try {
      if (count(body) > 0) {
        unload(place(body));
        moved.put(body, NOWHERE);
      }
    } finally {
      lock.unlock();
    }
  }

  private void unload(long position) {
    Load load = loads.get(Position.segment(position));
    if (load != null) {
      load.live--;
    }
  }

  /** One more has it. */
  void hold(long body) {
    lock.lock();
    try {
      holds(body).add(Position.offset(body), 1);
      held++;
    } finally {
      lock.unlock();
    }
  }

  /** One more has it, if anybody has and it can be read. */
  boolean holdIfKept(long body) {
    lock.lock();
    try {
      boolean kept = count(body) > 0 && place(body) != NOWHERE;
      if (kept) {
        hold(body);
      }
      return kept;
    } finally {
      lock.unlock();
    }
  }

  /** One less has it. */
  void letGo(long body) {
    lock.lock();
    try {
      Holds of = holds.get(Position.segment(body));
      int left = of == null ? -1 : of.add(Position.offset(body), -1);
      held -= left < 0 ? 0 : 1;
      if (of != null && left == 0) {
        unload(place(body));
        moved.remove(body);
        if (of.isEmpty()) {
          holds.remove(Position.segment(body));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private int count(long body) {
    Holds of = holds.get(Position.segment(body));
    return of == null ? 0 : of.get(Position.offset(body));
  }

  /** Whether somebody has a message. */
  boolean isHeld(long body) {
    lock.lock();
    try {
      return count(body) > 0;
    } finally {
      lock.unlock();
    }
  }

  /** How many have a message, each message counted once for each. */
  long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Where a message lies. */
  long placeOf(long body) {
    lock.lock();
    try {
      return place(body);
    } finally {
      lock.unlock();
    }
  }

  private long place(long body) {
    Long elsewhere = moved.get(body);
    return elsewhere == null ? body : elsewhere;
  }

  /** What was copied, and where it lies, in the order of the numbers. */
  Map<Long, Long> copied() {
    lock.lock();
    try {
      Map<Long, Long> copied = new TreeMap<>(moved);
      copied.values().removeIf(place -> place == NOWHERE);
      return copied;
    } finally {
      lock.unlock();
    }
  }

  /** How many messages of a segment somebody still has. */
  int live(int segment) {
    lock.lock();
    try {
      Load load = loads.get(segment);
      return load == null ? 0 : load.live;
    } finally {
      lock.unlock();
    }
  }

  /** About how many bytes of a segment somebody still has. */
  long liveBytes(int segment) {
    lock.lock();
    try {
      @Nullable Load load = loads.get(segment);
      return load == null ? 0 : load.liveBytes();
    } finally {
      lock.unlock();
    }
  }

  /** About how many bytes somebody still has, in all segments. */
  long liveBytes() {
    lock.lock();
    try {
      return loads.values().stream().mapToLong(Load::liveBytes).sum();
    } finally {
      lock.unlock();
    }
  }

  /** The segment is no more. */
  void dropped(int segment) {
    lock.lock();
    try {
      loads.remove(segment);
    } finally {
      lock.unlock();
    }
  }

  /** The messages that lie in a segment and that somebody has. */
  List<Long> in(int segment) {
    lock.lock();
    try {
      List<Long> found = new ArrayList<>();
      Holds of = holds.get(segment);
      if (of != null) {
        of.forEach(offset -> {
          long body = Position.of(segment, offset);
          if (!moved.containsKey(body)) {
            found.add(body);
          }
        });
      }
      moved.forEach((body, position) -> {
        if (Position.segment(position) == segment) {
          found.add(body);
        }
      });
      return found;
    } finally {
      lock.unlock();
    }
  }
}
