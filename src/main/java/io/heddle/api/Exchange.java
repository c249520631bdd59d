package io.heddle.api;

import io.heddle.mqtt.Bytes;

/**
 * One authentication of one client, by an {@link AuthenticationMethod}. Called on the client's own
 * thread, holding no lock; it may block and then delays this client only. Messages to the client
 * flow meanwhile when it authenticates again.
 *
 * <p>A client may go without finishing; then nothing more is called.
 */
@FunctionalInterface
public interface Exchange {
  /**
   * Answers the client's next data. An exception refuses the client.
   *
   * @param data of the client; empty when it has sent none, as in a CONNECT with a method alone
   */
  Step next(Bytes data);
}
