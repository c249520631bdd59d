package io.heddle.api;

import io.heddle.mqtt.Subscription;

/** Decides on every Topic Filter of a SUBSCRIBE, before anything of the packet is done. */
@FunctionalInterface
public non-sealed interface SubscribeInterceptor extends Hook {
  /**
   * Decides. At most the QoS that the client asked for is granted, whatever a change says.
   *
   * @param subscription as it would be stored: below the mount point, with the QoS asked for
   * @throws Exception which denies
   */
  Verdict<Subscription> onSubscribe(Client client, Subscription subscription) throws Exception;
}
