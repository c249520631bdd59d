package io.heddle.config;

/**
 * A setting as it is in effect.
 *
 * @param origin where the value came from: {@link #DEFAULT}, {@code FILE:LINE}, {@code environment
 *     NAME}, {@code -D} or {@code map}
 * @param note what is to be said besides; empty for nothing
 */
public record Effective(String key, String value, String origin, String note) {
  /** The origin of a value that nobody gave. */
  public static final String DEFAULT = "default";
}
