package io.heddle.connection;

/**
 * How much may come in a second. Nothing is limited where it says 0.
 *
 * @param connections that may be begun
 * @param messages that may be published
 * @param bytes of packets of every kind
 */
public record RateOptions(Limit connections, Limit messages, Limit bytes) {

  /** From one client, and from all clients of one address together. */
  public record Limit(long client, long address) {
    /** No limit. */
    public static final Limit NONE = new Limit(0, 0);
  }

  /** Nothing is limited. */
  public static final RateOptions NONE = new RateOptions(Limit.NONE, Limit.NONE, Limit.NONE);
}
