package io.heddle.api;

/**
 * Decides whether a connection that was accepted may say anything. Called on the connection's own
 * thread before its first byte of MQTT is read, after the TLS handshake and the headers of PROXY
 * and WebSocket; for every transport.
 */
@FunctionalInterface
public non-sealed interface ConnectionInterceptor extends Hook {
  /**
   * Decides. Whoever is denied or dropped is closed without a word: it has not said which MQTT it
   * speaks. A change is whom it is taken for from then on.
   *
   * @throws Exception which denies
   */
  Verdict<Peer> onConnection(Peer peer) throws Exception;
}
