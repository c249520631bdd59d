package io.heddle.api;

import java.util.List;

/**
 * What came of reading something again.
 *
 * @param what the file; or {@code listener.NAME} for the certificates and keys of a listener
 * @param errors why it was refused, each in one line with its place, such as {@code FILE:LINE};
 *     empty when it was not
 */
public record Reloaded(String what, Outcome outcome, List<String> errors) {
  /** How it came out. */
  public enum Outcome {
    /** It had changed since it was read last, and is in force. */
    CHANGED,
    /** It had not changed, and is in force. */
    UNCHANGED,
    /** It is wrong: what was read before stays in force. */
    REFUSED
  }

  /** Copies the list. */
  public Reloaded {
    errors = List.copyOf(errors);
  }

  /** It is in force. */
  public static Reloaded inForce(String what, boolean changed) {
    return new Reloaded(what, changed ? Outcome.CHANGED : Outcome.UNCHANGED, List.of());
  }

  /** It is wrong. */
  public static Reloaded refused(String what, List<String> errors) {
    return new Reloaded(what, Outcome.REFUSED, errors);
  }
}
