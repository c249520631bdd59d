package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.codec.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Who a client says it is, for people who read the log.
 *
 * @param clientId empty when it is not known
 */
record Caller(String clientId, @Nullable String userName) {
  /** Characters of a text that are shown. */
  private static final int MOST = 128;

  /** Characters of a Client Identifier that name its threads. */
  private static final int NAMED = 64;

  /** A client that has not said who it is. */
  static final Caller UNKNOWN = new Caller("", null);

  /**
   * What CONNECT says; nothing else of it is kept. With {@code auth.jwt.from = username} a token is
   * where the name should be, which lets in whoever reads it.
   */
  static Caller of(Packet.Connect connect) {
    String name = connect.userName();
    return new Caller(connect.clientId(), name != null && isToken(name) ? "a token" : name);
  }

  private static boolean isToken(String name) {
    return name.startsWith("eyJ") && name.indexOf('.') > 0;
  }

  /** The same client when it is known: an anonymous one is still called what it said. */
  Caller known(Client client) {
    String name = client.userName() == null ? userName : client.userName();
    return new Caller(client.clientId(), name);
  }

  /** What its threads are called, for people who read a thread dump. */
  String threadName() {
    return "mqtt-" + Printable.of(clientId, NAMED);
  }

  /** In words: {@code client "c" (user "u") at 192.0.2.1:50000}. */
  String at(String address) {
    String who = clientId.isEmpty() ? "a client" : "client " + quoted(clientId);
    String user = userName == null ? "" : " (user " + quoted(userName) + ")";
    return who + user + " at " + Printable.of(address, MOST);
  }

  private static String quoted(String text) {
    return '"' + Printable.of(text, MOST) + '"';
  }
}
