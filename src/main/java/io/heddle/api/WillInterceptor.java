package io.heddle.api;

import io.heddle.mqtt.Message;

/**
 * Decides on a Will when it is about to be published. Called on a virtual thread that belongs to
 * this Will: its client may be gone for long.
 */
@FunctionalInterface
public non-sealed interface WillInterceptor extends Hook {
  /**
   * Decides. A Will that is denied or dropped is not published, and counted.
   *
   * @param client that left it
   * @throws Exception which denies
   */
  Verdict<Message> onWill(Client client, Message will) throws Exception;
}
