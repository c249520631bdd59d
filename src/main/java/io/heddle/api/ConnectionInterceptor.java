package io.heddle.api;

/**
 * Decides whether a connection that was accepted may say anything. Called on the connection's own
 * thread when its first byte of MQTT is here and nobody has looked at it, after the TLS handshake
 * and the headers of PROXY and WebSocket; for every transport. One that never says anything is
 * never asked about.
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
