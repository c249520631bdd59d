package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One life of a log on a bad disk, all of it from one seed: entries come, are committed, covered
 * and dropped, writes fail, the power is cut, and a model knows what must be there afterwards.
 */
final class History {
  private static final int STEPS = 300;
  private static final int SEGMENT = 4096;
  private static final byte KIND = 16;

  private final RandomGenerator random;
  private final SimulatedDisk disk;
  private final boolean flips;

  /** What was appended and not dropped, by position. */
  private final NavigableMap<Long, byte[]> appended = new TreeMap<>();

  private SegmentLog log;
  private long covered;

  /** Whether a segment is dropped only perhaps: the commit that says so was not waited for. */
  private final List<Integer> dropping = new ArrayList<>();

  /** What was appended together, by position. */
  private final List<List<Long>> groups = new ArrayList<>();

  private long counter;

  /** Where the last commit began: with a turned bit it looks like one that was torn. */
  private long lastCommit;

  /** Whether a bit of what was written is another one now. */
  private boolean turned;

  History(long seed, boolean flips) throws IOException {
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(random);
    this.flips = flips;
    this.log = opened(new TreeMap<>(), new ArrayList<>());
  }

  private SegmentLog opened(NavigableMap<Long, byte[]> replayed, List<Damage> damages)
      throws IOException {
    SegmentLog.Opened opened =
        SegmentLog.open(
            disk,
            new LogOptions(SEGMENT, 1, Durability.FSYNC),
            InstantSource.system(),
            random.nextLong(),
            (kind, position, payload) -> {
              assertEquals(KIND, kind, "the kind");
              assertTrue(
                  replayed.isEmpty() || position > replayed.lastKey(), "replayed out of order");
              byte[] bytes = new byte[payload.remaining()];
              payload.get(bytes);
              replayed.put(position, bytes);
            });
    damages.addAll(opened.damages());
    return opened.log();
  }

  /** Plays one life. */
  static void play(long seed, boolean flips) throws IOException {
    new History(seed, flips).live(STEPS);
  }

  void live(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() throws IOException {
    switch (random.nextInt(20)) {
      case 0 -> crash();
      case 1 -> disk.failNext(1 + random.nextInt(3));
      case 2 -> cover();
      case 3 -> drop();
      case 4 -> read();
      case 5, 6, 7, 8 -> commit();
      case 9, 10 -> together();
      default -> append();
    }
  }

  /** All of these outlive the process, or none does. */
  private void together() {
    List<Long> positions = new ArrayList<>();
    log.together(() -> {
      for (int left = 2 + random.nextInt(4); left > 0; left--) {
        append();
        positions.add(appended.lastKey());
      }
    });
    groups.add(positions);
  }

  private void append() {
    byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? SEGMENT / 2 : 100)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) counter++;
    }
    long position = log.append(KIND, bytes.length, into -> into.put(bytes));
    assertTrue(appended.isEmpty() || position > appended.lastKey(), "positions grow");
    appended.put(position, bytes);
  }

  private void commit() {
    long before = log.committed();
    try {
      log.commit();
      lastCommit = log.committed() > before ? before : lastCommit;
      assertEquals(log.head(), log.committed(), "all is committed");
      for (int segment : dropping) {
        log.remove(segment);
      }
      dropping.clear();
    } catch (IOException expected) {
      // The disk failed; the next call tries again.
    }
  }

  private void cover() {
    if (!appended.isEmpty()) {
      List<Long> positions = List.copyOf(appended.keySet());
      covered = Math.max(covered, positions.get(random.nextInt(positions.size())));
      log.cover(covered);
    }
  }

  private void drop() {
    List<Integer> segments = log.segments();
    if (!segments.isEmpty() && segments.getFirst() < Position.segment(covered)) {
      int segment = segments.getFirst();
      log.drop(segment);
      dropping.add(segment);
      appended.headMap(Position.of(segment + 1, 0)).clear();
    }
  }

  private void read() {
    Long position = appended.floorKey(log.committed() - 1);
    if (position != null) {
      try {
        assertArrayEquals(appended.get(position), bytes(log.read(position)), "read again");
      } catch (DamagedEntryException damaged) {
        assertTrue(flips, damaged::getMessage);
      } catch (IOException expected) {
        // The disk failed.
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private void crash() throws IOException {
    long safe = log.committed();
    disk.failNext(0);
    if (random.nextInt(3) == 0) {
      disk.killProcess();
    } else {
      disk.cutPower();
    }
    turned |= flips && random.nextInt(4) == 0 && disk.turnBit();
    NavigableMap<Long, byte[]> replayed = new TreeMap<>();
    List<Damage> damages = new ArrayList<>();
    log = opened(replayed, damages);
    dropping.clear();
    compare(replayed, safe, damages);
    groups.clear();
    appended.clear();
    appended.putAll(replayed);
    lastCommit = log.committed();
    log.commit();
  }

  private void compare(NavigableMap<Long, byte[]> replayed, long safe, List<Damage> damages) {
    replayed.forEach((position, bytes) -> {
      byte[] before = appended.get(position);
      // What was dropped without a commit, or was not covered for good, may come once more.
      if (before != null) {
        assertArrayEquals(before, bytes, () -> "altered at " + Position.text(position));
      } else {
        assertTrue(position < covered, () -> "from nowhere: " + Position.text(position));
      }
    });
    long sure = turned ? Math.min(lastCommit, safe) : safe;
    for (long position : appended.subMap(Math.min(covered, sure), sure).keySet()) {
      assertTrue(
          replayed.containsKey(position) || damages.stream().anyMatch(d -> holds(d, position)),
          () -> "lost without a word: " + Position.text(position) + ", " + damages);
    }
    if (!turned) {
      groups.forEach(group -> requireTogether(group, replayed));
      assertFalse(
          damages.stream().anyMatch(damage -> !damage.what().startsWith("the last commit")),
          () -> "damage without a cause: " + damages);
    }
  }

  /** What is before the position that is covered need not be replayed. */
  private void requireTogether(List<Long> group, NavigableMap<Long, byte[]> replayed) {
    List<Long> open = group.stream().filter(position -> position >= covered).toList();
    long there = open.stream().filter(replayed::containsKey).count();
    assertTrue(
        there == 0 || there == open.size(),
        () -> "torn apart: " + open.stream().map(Position::text).toList());
  }

  private static boolean holds(Damage damage, long position) {
    return damage.from() <= position && position < damage.to()
        || damage.to() == damage.from() && position < damage.from();
  }
}
