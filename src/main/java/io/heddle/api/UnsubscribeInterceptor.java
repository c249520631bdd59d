package io.heddle.api;

import io.heddle.mqtt.TopicFilter;

/** Decides on every Topic Filter of an UNSUBSCRIBE, before anything of the packet is done. */
@FunctionalInterface
public non-sealed interface UnsubscribeInterceptor extends Hook {
  /**
   * Decides. MQTT before 5.0 has no way to refuse: the client gets its UNSUBACK and the
   * subscription stays.
   *
   * @param filter as it is stored: below the mount point
   * @throws Exception which denies
   */
  Verdict<TopicFilter> onUnsubscribe(Client client, TopicFilter filter) throws Exception;
}
