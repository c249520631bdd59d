package io.heddle.connection;

import io.heddle.codec.PublishFrame;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages are laid out for one client: its version, and the Topic Aliases that the server uses towards it. The first topics get
 * the aliases and keep them. Guarded by the outbox's lock.
 *
 * <p>Without aliases and Subscription Identifiers there are six layouts for each version, shared by all clients, so that a shuttle
 * finds the frame that it made for another receiver.
 */
final class SentAliases {
  private static final int[] NO_IDENTIFIERS = {};
  private static final PublishFrame.Layout[] PLAIN_3 = plain(Version.MQTT_3_1_1);
  private static final PublishFrame.Layout[] PLAIN_5 = plain(Version.MQTT_5_0);

  private final boolean hasProperties;
  private final int maximum;
  private final PublishFrame.Layout[] plain;
  private final Map<TopicName, Integer> aliases = new HashMap<>(0);
  private @Nullable TopicName lastSet;

  /** For a client that takes that many aliases. */
  SentAliases(Version version, int maximum) {
    this.hasProperties = version.hasProperties();
    this.maximum = hasProperties ? maximum : 0;
    this.plain = hasProperties ? PLAIN_5 : PLAIN_3;
  }

  private static PublishFrame.Layout[] plain(Version version) {
    PublishFrame.Layout[] layouts = new PublishFrame.Layout[Terms.indexes()];
    for (Qos qos : Qos.values()) {
      for (boolean retain : new boolean[] {false, true}) {
        int index = Terms.of(qos, retain, NO_IDENTIFIERS).index();
        layouts[index] = new PublishFrame.Layout(version, qos, retain, NO_IDENTIFIERS, 0, true);
      }
    }
    return layouts;
  }

  PublishFrame frame(Message message, Terms terms, Shuttle shuttle) {
    lastSet = null;
    if (maximum > 0) {
      return aliased(message, terms, shuttle);
    }
    if (terms.index() >= 0) {
      return shuttle.frame(message, plain[terms.index()]);
    }
    return hasProperties
        ? PublishFrame.encode(message, layout(terms, 0, true), shuttle.now())
        : shuttle.frame(message, plain[Terms.of(terms.qos(), terms.retain(), NO_IDENTIFIERS).index()]);
  }

  private PublishFrame aliased(Message message, Terms terms, Shuttle shuttle) {
    Integer known = aliases.get(message.topic());
    int alias = known != null ? known : aliases.size() < maximum ? aliases.size() + 1 : 0;
    if (known == null && alias > 0) {
      aliases.put(message.topic(), alias);
      lastSet = message.topic();
    }
    return PublishFrame.encode(message, layout(terms, alias, known == null), shuttle.now());
  }

  private static PublishFrame.Layout layout(Terms terms, int alias, boolean topicSent) {
    return new PublishFrame.Layout(
        Version.MQTT_5_0, terms.qos(), terms.retain(), terms.subscriptionIdentifiers(), alias, topicSent);
  }

  /** The last frame is not sent: what it would have set is not set. */
  void forgetLast() {
    if (lastSet != null) {
      aliases.remove(lastSet);
    }
  }
}
