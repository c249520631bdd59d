package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some {@link Stored} messages next to each other, as columns of numbers: 15 bytes for each, 19
 * where one of them expires. Guarded by its owner.
 */
final class Stretch implements Section {
  private static final int MOST = 256;
  private static final int FEWEST = 8;
  private static final long SECOND = 1000;

  /** The number that all others are counted from. */
  private final long base;

  private char[] sequences = new char[FEWEST];
  private long[] bodies = new long[FEWEST];
  private int[] weights = new int[FEWEST];
  private byte[] terms = new byte[FEWEST];

  /** Seconds of the epoch, 0 for never; without any while nothing expires. */
  private int[] expiries = {};

  /** The different terms; {@link #terms} has their places. */
  private @Nullable Terms[] known = new @Nullable Terms[1];

  private int begin;
  private int end;

  Stretch(long base) {
    this.base = base;
  }

  @Override
  public int size() {
    return end - begin;
  }

  @Override
  public long firstSequence() {
    return sequence(0);
  }

  @Override
  public long lastSequence() {
    return sequence(size() - 1);
  }

  @Override
  public Stretch open() {
    return this;
  }

  /** The different terms of these. */
  Terms[] terms() {
    return Arrays.stream(known).filter(Objects::nonNull).toArray(Terms[]::new);
  }

  /** The sequence of one of them; the first is at 0. */
  long sequence(int at) {
    return base + sequences[begin + at];
  }

  Stored get(int at) {
    int i = begin + at;
    int expiry = expiries.length == 0 ? 0 : expiries[i];
    Terms its = known[terms[i] & 0xFF];
    if (its == null) {
      throw new IllegalStateException("terms that are not known");
    }
    return new Stored(
        base + sequences[i],
        bodies[i],
        its,
        weights[i],
        expiry == 0 ? Message.NEVER : Integer.toUnsignedLong(expiry) * SECOND);
  }

  /** Where that sequence is; else where it would be, as {@link Arrays#binarySearch} tells. */
  int find(long sequence) {
    long offset = sequence - base;
    if (offset < 0) {
      return -1;
    }
    if (offset > Character.MAX_VALUE) {
      return -size() - 1;
    }
    int found = Arrays.binarySearch(sequences, begin, end, (char) offset);
    return found < 0 ? found + begin : found - begin;
  }

  /** Whether it can be among these: they are few enough, and it is not too far away. */
  boolean takes(Stored stored) {
    long offset = stored.sequence() - base;
    return size() < MOST
        && offset >= 0
        && offset <= Character.MAX_VALUE
        && (known.length < MOST || place(stored.terms()) >= 0);
  }

  /** Puts one in before that one. */
  void insert(int at, Stored stored) {
    makeRoom();
    int i = begin + at;
    shift(i, 1);
    end++;
    sequences[i] = (char) (stored.sequence() - base);
    bodies[i] = stored.body();
    weights[i] = stored.weight();
    terms[i] = (byte) learn(stored.terms());
    if (stored.expiresAt() != Message.NEVER && expiries.length == 0) {
      expiries = new int[bodies.length];
    }
    if (expiries.length > 0) {
      expiries[i] = seconds(stored.expiresAt());
    }
  }

  void remove(int at) {
    if (at == 0) {
      begin++;
      return;
    }
    shift(begin + at + 1, -1);
    end--;
  }

  /** Takes the second half out. */
  Stretch split() {
    int half = size() / 2;
    Stretch second = new Stretch(sequence(half));
    for (int at = half; at < size(); at++) {
      second.insert(second.size(), get(at));
    }
    end = begin + half;
    return second;
  }

  /** Moves those from there on by one. */
  private void shift(int from, int by) {
    int count = end - from;
    System.arraycopy(sequences, from, sequences, from + by, count);
    System.arraycopy(bodies, from, bodies, from + by, count);
    System.arraycopy(weights, from, weights, from + by, count);
    System.arraycopy(terms, from, terms, from + by, count);
    if (expiries.length > 0) {
      System.arraycopy(expiries, from, expiries, from + by, count);
    }
  }

  private void makeRoom() {
    if (end < bodies.length) {
      return;
    }
    int capacity = Math.max(FEWEST, size() * 2);
    sequences = Arrays.copyOfRange(sequences, begin, begin + capacity);
    bodies = Arrays.copyOfRange(bodies, begin, begin + capacity);
    weights = Arrays.copyOfRange(weights, begin, begin + capacity);
    terms = Arrays.copyOfRange(terms, begin, begin + capacity);
    if (expiries.length > 0) {
      expiries = Arrays.copyOfRange(expiries, begin, begin + capacity);
    }
    end = size();
    begin = 0;
  }

  private static int seconds(long expiresAt) {
    long seconds = Math.ceilDiv(expiresAt, SECOND);
    return expiresAt == Message.NEVER ? 0 : (int) Math.clamp(seconds, 1, 0xFFFF_FFFFL);
  }

  private int learn(Terms its) {
    int place = place(its);
    if (place >= 0) {
      return place;
    }
    int free = known[known.length - 1] == null ? known.length - 1 : known.length;
    known = free == known.length ? Arrays.copyOf(known, free + 1) : known;
    known[free] = its;
    return free;
  }

  private int place(Terms its) {
    for (int i = 0; i < known.length; i++) {
      Terms one = known[i];
      if (one != null && one.equals(its)) {
        return i;
      }
    }
    return -1;
  }
}
