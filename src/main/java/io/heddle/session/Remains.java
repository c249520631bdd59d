package io.heddle.session;

import io.heddle.mqtt.Subscription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session leaves behind when it ends, for the broker to clean up.
 *
 * @param testament the Will that was not published yet, or null
 * @param subscriptions those to take out of the trie and the share groups
 * @param orphans messages of share groups that another member is to get, in order: with {@link
 *     Archive#handBack}
 */
public record Remains(
    Session session,
    @Nullable Testament testament,
    List<Subscription> subscriptions,
    Map<Delivery.Origin, List<Delivery>> orphans) {}
