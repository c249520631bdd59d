package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.Arrays;

/**
 * A {@link Stretch} that takes a third of its room: of each message only how it differs from the
 * one before, in as few bytes as that needs. Immutable.
 */
final class Folded implements Section {
  private static final long SECOND = 1000;
  private static final int SEQUENCE = 0;
  private static final int BODY = 1;
  private static final int WEIGHT = 2;
  private static final int TERMS = 3;
  private static final int EXPIRY = 4;

  private final int size;
  private final long firstSequence;
  private final long lastSequence;

  /** The different terms of the messages. */
  private final Terms[] known;

  private final byte[] differences;

  private Folded(Stretch open, Terms[] known, byte[] differences) {
    this.size = open.size();
    this.firstSequence = open.firstSequence();
    this.lastSequence = open.lastSequence();
    this.known = known;
    this.differences = differences;
  }

  static Folded of(Stretch open) {
    Terms[] known = open.terms();
    Differences.Writer writer = new Differences.Writer(open.size());
    for (int at = 0; at < open.size(); at++) {
      Stored one = open.get(at);
      writer.put(SEQUENCE, one.sequence());
      writer.put(BODY, one.body());
      writer.put(WEIGHT, one.weight());
      writer.put(TERMS, Arrays.asList(known).indexOf(one.terms()));
      writer.put(EXPIRY, seconds(one.expiresAt()));
    }
    return new Folded(open, known, writer.written());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long firstSequence() {
    return firstSequence;
  }

  @Override
  public long lastSequence() {
    return lastSequence;
  }

  @Override
  public Stretch open() {
    Stretch open = new Stretch(firstSequence);
    Differences.Reader reader = new Differences.Reader(differences);
    for (int at = 0; at < size; at++) {
      long sequence = reader.next(SEQUENCE);
      long body = reader.next(BODY);
      int weight = (int) reader.next(WEIGHT);
      Terms terms = known[(int) reader.next(TERMS)];
      long expiresAt = expiresAt(reader.next(EXPIRY));
      open.insert(at, new Stored(sequence, body, terms, weight, expiresAt));
    }
    return open;
  }

  /** A stretch knows no others than whole seconds. */
  private static long seconds(long expiresAt) {
    return expiresAt == Message.NEVER ? 0 : expiresAt / SECOND;
  }

  private static long expiresAt(long seconds) {
    return seconds == 0 ? Message.NEVER : seconds * SECOND;
  }
}
