package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a hostile client sends, all in one write.
 *
 * @param version the version of the CONNECT that was accepted before, or null when these bytes are
 *     the first
 * @param verdict what must come of it
 */
record Case(String name, @Nullable Version version, byte[] bytes, Verdict verdict) {
  /** What a server must do. */
  enum Verdict {
    /** It closes the connection. */
    CLOSES,
    /** It closes the connection or goes on with it: the next PINGREQ is answered. */
    MAY_STAY,
    /** Nothing: the client is the one who leaves. */
    LEFT
  }

  /** The first bytes of a connection, on which the server closes. */
  static Case first(String name, byte[] bytes) {
    return new Case(name, null, bytes, Verdict.CLOSES);
  }

  /** The first bytes of a connection in the notation of {@link Raw}, on which the server closes. */
  static Case first(String name, String bytes) {
    return first(name, Raw.bytes(bytes));
  }

  /** Bytes after an accepted CONNECT, on which the server closes. */
  static Case after(Version version, String name, byte[] bytes) {
    return new Case(version + ": " + name, version, bytes, Verdict.CLOSES);
  }

  /** Bytes after an accepted CONNECT in the notation of {@link Raw}, on which the server closes. */
  static Case after(Version version, String name, String bytes) {
    return after(version, name, Raw.bytes(bytes));
  }

  /** The same, but the server may go on. */
  Case mayStay() {
    return new Case(name, version, bytes, Verdict.MAY_STAY);
  }

  /** The same, but the client leaves when it has sent them. */
  Case left() {
    return new Case(name, version, bytes, Verdict.LEFT);
  }

  @Override
  public String toString() {
    return name + ": " + Raw.show(bytes);
  }
}
