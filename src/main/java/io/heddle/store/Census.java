package io.heddle.store;

import io.heddle.store.log.Survey;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the entries of a log, and finds the messages that somebody has. Belongs to one thread. */
final class Census implements Survey.Reader {
  private final Wanted wanted;
  private final long covered;
  private final Map<String, Long> kinds = new TreeMap<>();
  private long entries;
  private long needed;
  private long oldest;
  private long lastCommit;
  private boolean awaitsTime;

  Census(Wanted wanted, long covered) {
    this.wanted = wanted;
    this.covered = covered;
  }

  @Override
  public void entry(byte kind, long position, ByteBuffer payload) {
    int size = Survey.size(payload);
    boolean message = Notation.isMessage(kind);
    boolean had = message && wanted.found(position);
    needed += had || !message && position >= covered ? size : 0;
    awaitsTime |= had && oldest == 0;
    count(message ? kind(kind) : kind(Notation.read(kind, payload)));
  }

  static String kind(byte message) {
    return message == Notation.BODY ? "message" : "moved";
  }

  static String kind(Note note) {
    return note.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  @Override
  public void commit(long position, long counter, long millis) {
    count("commit");
    lastCommit = millis;
    if (awaitsTime) {
      oldest = millis;
      awaitsTime = false;
    }
  }

  @Override
  public void manifest(long position, int segments, long before) {
    count("manifest");
  }

  private void count(String kind) {
    entries++;
    kinds.merge(kind, 1L, Long::sum);
  }

  /** How many there are of each kind. */
  Map<String, Long> kinds() {
    return kinds;
  }

  long entries() {
    return entries;
  }

  /** Bytes of messages that somebody has, and of what a start reads besides. */
  long needed() {
    return needed;
  }

  /** When the first of the messages that somebody has was committed. */
  long oldest() {
    return oldest;
  }

  long lastCommit() {
    return lastCommit;
  }
}
