package io.heddle.api;

import io.heddle.mqtt.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Who a client says it is, and its proof.
 *
 * @param clientId its Client Identifier; one that the server assigned if it has none
 * @param userName of CONNECT; null when there is none
 * @param password of CONNECT; null when there is none
 */
public record Login(
    Peer peer, String clientId, @Nullable String userName, @Nullable Bytes password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "Login[" + peer + ", " + clientId + ", " + userName + "]";
  }
}
