package io.heddle.connection;

import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection, thrown by whoever finds that it must end and caught in one place. Has no
 * stack trace: ends are an ordinary event.
 */
final class Farewell extends Exception {
  private static final long serialVersionUID = 1L;

  /** Who ends it. */
  enum By {
    /** The client said DISCONNECT. */
    CLIENT,
    /** The server closes, and says why if the version can. */
    SERVER,
    /** The network did: nobody is left to be told. */
    NETWORK
  }

  private final By by;
  private final ReasonCode reason;
  private final boolean silent;

  private Farewell(By by, ReasonCode reason, String words) {
    this(by, reason, words, false);
  }

  private Farewell(By by, ReasonCode reason, String words, boolean silent) {
    super(words, null, false, false);
    this.by = by;
    this.reason = reason;
    this.silent = silent;
  }

  /** The client said DISCONNECT with this reason. */
  static Farewell client(ReasonCode reason) {
    return new Farewell(By.CLIENT, reason, "it said DISCONNECT: " + reason);
  }

  /** The server closes the connection. */
  static Farewell server(ReasonCode reason, String words) {
    return new Farewell(By.SERVER, reason, words);
  }

  /** The server closes the connection, and the words are for the log alone. */
  static Farewell silently(ReasonCode reason, String words) {
    return new Farewell(By.SERVER, reason, words, true);
  }

  /** The client breaks the rules of the protocol. */
  static Farewell violation(String words) {
    return server(ReasonCode.PROTOCOL_ERROR, words);
  }

  /** The connection is lost. */
  static Farewell network(String words) {
    return new Farewell(By.NETWORK, ReasonCode.UNSPECIFIED_ERROR, words);
  }

  /** A connection on which nothing was ever said: somebody looked whether the port is open. */
  static Farewell silence() {
    return new Farewell(
        By.NETWORK, ReasonCode.SUCCESS, "it closed the connection before it said anything");
  }

  /**
   * Throws the end that the server has decided on: what such a client has sent before it heard of
   * it counts no more. Of one that went by itself everything counts that has come.
   *
   * @param end null when there is none yet
   */
  static void heed(@Nullable Farewell end) throws Farewell {
    if (end != null && end.by == By.SERVER) {
      throw end;
    }
  }

  By by() {
    return by;
  }

  ReasonCode reason() {
    return reason;
  }

  /** The reason in words. */
  String words() {
    return String.valueOf(getMessage());
  }

  /** Whether it ends as connections should: nobody did anything wrong, and nothing broke. */
  boolean isOrdinary() {
    return !reason.isError() || reason == ReasonCode.SERVER_SHUTTING_DOWN;
  }

  /** What the client is told beside the reason; empty for nothing. */
  String told() {
    return silent ? "" : words();
  }

  /** How it ends, in the words of what carries MQTT. */
  Ending ending() {
    if (by == By.CLIENT) {
      return Ending.NORMAL;
    }
    return switch (reason) {
      case SUCCESS -> Ending.NORMAL;
      case SERVER_SHUTTING_DOWN -> Ending.STOPPING;
      case MALFORMED_PACKET, PROTOCOL_ERROR -> Ending.VIOLATION;
      case PACKET_TOO_LARGE -> Ending.TOO_LARGE;
      case UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR -> Ending.FAULT;
      default -> Ending.REFUSED;
    };
  }

  /**
   * Whether the Will is left to be published: always, but after DISCONNECT with Reason Code 0x00
   * {@code [MQTT-3.1.2-10]}.
   */
  boolean keepsWill() {
    return by != By.CLIENT || reason != ReasonCode.SUCCESS;
  }

  /**
   * Whether the client may still be sending, so that its bytes must be read away before the link is
   * closed. Nobody waits for one that was silent for too long: its Will is due.
   */
  boolean lingers() {
    return by != By.NETWORK && reason != ReasonCode.KEEP_ALIVE_TIMEOUT;
  }
}
