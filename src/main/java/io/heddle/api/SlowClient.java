package io.heddle.api;

/**
 * A client that does not keep up with what it gets, at one moment. Made by the broker alone: its
 * constructor grows with it.
 *
 * @param connected whether it is; who is away cannot take anything
 * @param backlog what waits for it
 * @param dropped messages that it did not get, since its session began
 */
public record SlowClient(String clientId, boolean connected, Backlog backlog, long dropped) {
  /** How slow a client is, compared with others. */
  public enum By {
    /** What waits for it, in bytes, with what is on its way. */
    BYTES,
    /** How long the first message waits. */
    AGE,
    /** How many messages it did not get. */
    DROPS
  }
}
