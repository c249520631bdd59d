package io.heddle.api;

import io.heddle.mqtt.Qos;
import java.time.Instant;

/**
 * A message that somebody did not get, or was not let publish. Of names that are longer than some
 * hundred characters the beginning is kept.
 *
 * @param at when
 * @param reason why
 * @param clientId who did not get it; its publisher where it was not let in, or not retained; empty
 *     for a member of a share group, before it was known which
 * @param topic its topic, mount points included
 * @param qos the level at which it was to be delivered
 * @param publisher who published it; empty for the server itself
 * @param text what that means, in a sentence
 */
public record Drop(
    Instant at,
    DropReason reason,
    String clientId,
    String topic,
    Qos qos,
    String publisher,
    String text) {}
