package io.heddle.api;

import io.heddle.mqtt.Utf8;
import io.heddle.mqtt.Will;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LocalClient} comes in. Immutable. Made with {@link #of} and changed from there: the
 * constructor grows with every new option, and is not to be called by others.
 *
 * @param clientId its Client Identifier, not empty
 * @param userName whom rules of access take it for; nobody proves it, the program is trusted. Null
 *     for an anonymous client
 * @param groups that it belongs to, for the rules of access
 * @param cleanStart whether a session that is there is forgotten
 * @param sessionExpiry seconds that its session outlives it, 0 to 4,294,967,295, which is for ever;
 *     at most as long as the settings allow
 * @param receiveMaximum messages of QoS 1 and 2 that it may have unacknowledged, 1 to 65,535
 * @param will to be published when it ends without {@link LocalClient#close}; null for none
 * @param acknowledges whether the program calls {@link Received#acknowledge} itself
 * @param otherwise gets messages that no other callback gets, in the place of {@link
 *     LocalClient#receive}: from the first on, those of a session that was there included. Null for
 *     none
 */
public record LocalClientOptions(
    String clientId,
    @Nullable String userName,
    Set<String> groups,
    boolean cleanStart,
    long sessionExpiry,
    int receiveMaximum,
    @Nullable Will will,
    boolean acknowledges,
    @Nullable Consumer<Received> otherwise) {
  private static final long FOR_EVER = 0xFFFF_FFFFL;
  private static final int MOST = 65_535;

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException for a number out of its range, and for a Client Identifier
   *     that is empty or no string of MQTT
   */
  public LocalClientOptions {
    groups = Set.copyOf(groups);
    requireIdentifier(clientId);
    if (sessionExpiry < 0 || sessionExpiry > FOR_EVER) {
      throw new IllegalArgumentException("sessionExpiry " + sessionExpiry + ": 0 to " + FOR_EVER);
    }
    if (receiveMaximum < 1 || receiveMaximum > MOST) {
      throw new IllegalArgumentException("receiveMaximum " + receiveMaximum + ": 1 to " + MOST);
    }
  }

  private static void requireIdentifier(String clientId) {
    if (clientId.isEmpty()) {
      throw new IllegalArgumentException("a Client Identifier is needed");
    }
    // Throws for what is no string of MQTT.
    if (Utf8.encode(clientId).length > MOST) {
      throw new IllegalArgumentException("a Client Identifier of more than " + MOST + " bytes");
    }
  }

  /**
   * An anonymous client with a new session that ends with it, without a Will, whose messages are
   * acknowledged for it.
   *
   * @throws IllegalArgumentException for an identifier that is empty or no string of MQTT
   */
  public static LocalClientOptions of(String clientId) {
    return new LocalClientOptions(clientId, null, Set.of(), true, 0, MOST, null, false, null);
  }

  /** The same for this user. */
  public LocalClientOptions user(String name, Set<String> memberOf) {
    return new LocalClientOptions(
        clientId,
        Objects.requireNonNull(name),
        memberOf,
        cleanStart,
        sessionExpiry,
        receiveMaximum,
        will,
        acknowledges,
        otherwise);
  }

  /**
   * The same with a session that is resumed if it is there, and stays so many seconds after the
   * end.
   *
   * @throws IllegalArgumentException unless it is 0 to 4,294,967,295
   */
  public LocalClientOptions lasting(long seconds) {
    return session(false, seconds);
  }

  /**
   * The same with another session.
   *
   * @throws IllegalArgumentException unless the seconds are 0 to 4,294,967,295
   */
  public LocalClientOptions session(boolean clean, long seconds) {
    return new LocalClientOptions(
        clientId, userName, groups, clean, seconds, receiveMaximum, will, acknowledges, otherwise);
  }

  /**
   * The same with another Receive Maximum.
   *
   * @throws IllegalArgumentException unless it is 1 to 65,535
   */
  public LocalClientOptions receiveMaximum(int messages) {
    return new LocalClientOptions(
        clientId,
        userName,
        groups,
        cleanStart,
        sessionExpiry,
        messages,
        will,
        acknowledges,
        otherwise);
  }

  /** The same with another Will, or none. */
  public LocalClientOptions will(@Nullable Will other) {
    return new LocalClientOptions(
        clientId,
        userName,
        groups,
        cleanStart,
        sessionExpiry,
        receiveMaximum,
        other,
        acknowledges,
        otherwise);
  }

  /** The same, and the program calls {@link Received#acknowledge} itself. */
  public LocalClientOptions acknowledging() {
    return new LocalClientOptions(
        clientId,
        userName,
        groups,
        cleanStart,
        sessionExpiry,
        receiveMaximum,
        will,
        true,
        otherwise);
  }

  /** The same with a callback for messages that no other callback gets. */
  public LocalClientOptions otherwise(Consumer<Received> callback) {
    return new LocalClientOptions(
        clientId,
        userName,
        groups,
        cleanStart,
        sessionExpiry,
        receiveMaximum,
        will,
        acknowledges,
        callback);
  }
}
