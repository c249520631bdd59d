package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.codec.PublishFrame;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.session.DropReason;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How packets are laid out for one client: its version, its Maximum Packet Size, and the Topic
 * Aliases that the server uses towards it. The first topics get the aliases and keep them. Guarded
 * by the outbox's lock.
 *
 * <p>Without aliases and Subscription Identifiers there are six layouts for each version, shared by
 * all clients, so that a shuttle finds the frame that it made for another receiver.
 */
final class Recipient {
  private static final int[] NO_IDENTIFIERS = {};
  private static final PublishFrame.Layout[] PLAIN_3 = plain(Version.MQTT_3_1_1);
  private static final PublishFrame.Layout[] PLAIN_5 = plain(Version.MQTT_5_0);

  private final Version version;
  private final long packetSizeMax;
  private final int aliasesMax;
  private final @Nullable MountPoint mount;
  private final PublishFrame.Layout[] plain;
  private final Map<TopicName, Integer> aliases = new HashMap<>(0);
  private @Nullable TopicName lastSet;
  private boolean silent;

  /**
   * A client that said CONNECT.
   *
   * @param packetSizeMax the largest packet it takes, in bytes
   * @param aliasesMax the most Topic Aliases towards it, 0 for none
   * @param mount what is taken off the topics that it gets, or null
   */
  Recipient(Version version, long packetSizeMax, int aliasesMax, @Nullable MountPoint mount) {
    this.version = version;
    this.packetSizeMax = packetSizeMax;
    this.aliasesMax = version.hasProperties() ? aliasesMax : 0;
    this.mount = mount;
    this.plain = version.hasProperties() ? PLAIN_5 : PLAIN_3;
  }

  /** A client whose topics are those of everybody. */
  Recipient(Version version, long packetSizeMax, int aliasesMax) {
    this(version, packetSizeMax, aliasesMax, null);
  }

  /**
   * The same, or one that is told why in CONNACK and DISCONNECT alone, as it wishes {@code
   * [MQTT-3.1.2-29]}.
   */
  Recipient wantsReasons(boolean wish) {
    silent = !wish;
    return this;
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

  /**
   * The message as this client gets it, or null when that is larger than it takes {@code
   * [MQTT-3.1.2-24]}, or none of its business: {@link #whyNot} tells which.
   */
  @Nullable PublishFrame frame(Message sent, Terms terms, Shuttle shuttle) {
    Message message = sent;
    if (mount != null) {
      if (!mount.holds(sent.topic())) {
        return null;
      }
      message = mount.off(sent);
    }
    lastSet = null;
    PublishFrame frame = layOut(message, terms, shuttle);
    if (frame.length() > packetSizeMax && aliasesMax > 0) {
      frame = unaliased(message, terms, shuttle);
    }
    return frame.length() <= packetSizeMax ? frame : null;
  }

  /** Why there is no {@link #frame} for a message. */
  DropReason whyNot(Message message) {
    return mount != null && !mount.holds(message.topic())
        ? DropReason.OUTSIDE_MOUNT_POINT
        : DropReason.TOO_LARGE;
  }

  /**
   * Why there would never be a {@link #frame} for a message; null when there would be.
   *
   * @param empty the message without its payload
   * @param payload the bytes of that
   */
  @Nullable DropReason refuses(Message empty, Terms terms, long payload) {
    if (mount != null && !mount.holds(empty.topic())) {
      return DropReason.OUTSIDE_MOUNT_POINT;
    }
    Message seen = mount == null ? empty : mount.off(empty);
    byte[] header = PublishFrame.encode(seen, layout(terms, 0, true), 0).header();
    return length(header, payload) > packetSizeMax ? DropReason.TOO_LARGE : null;
  }

  /** The bytes of a packet whose header was made for an empty payload. */
  private static long length(byte[] header, long payload) {
    int size = 1;
    while (header[size] < 0) {
      size++;
    }
    long remaining = header.length - 1 - size + payload;
    int sizes = remaining < 1 << 7 ? 1 : remaining < 1 << 14 ? 2 : remaining < 1 << 21 ? 3 : 4;
    return 1 + sizes + remaining;
  }

  /** An alias takes three bytes, which may be those that are too many. */
  private PublishFrame unaliased(Message message, Terms terms, Shuttle shuttle) {
    if (lastSet != null) {
      aliases.remove(lastSet);
    }
    return PublishFrame.encode(message, layout(terms, 0, true), shuttle.now());
  }

  private PublishFrame layOut(Message message, Terms terms, Shuttle shuttle) {
    if (aliasesMax > 0) {
      return aliased(message, terms, shuttle);
    }
    if (terms.index() >= 0) {
      return shared(message, plain[terms.index()], shuttle);
    }
    return version.hasProperties()
        ? PublishFrame.encode(message, layout(terms, 0, true), shuttle.now())
        : shared(
            message, plain[Terms.of(terms.qos(), terms.retain(), NO_IDENTIFIERS).index()], shuttle);
  }

  /** What is taken off the topic makes a message of this client's own. */
  private PublishFrame shared(Message message, PublishFrame.Layout layout, Shuttle shuttle) {
    return mount == null
        ? shuttle.frame(message, layout)
        : PublishFrame.encode(message, layout, shuttle.now());
  }

  private PublishFrame aliased(Message message, Terms terms, Shuttle shuttle) {
    Integer known = aliases.get(message.topic());
    int alias = known != null ? known : aliases.size() < aliasesMax ? aliases.size() + 1 : 0;
    if (known == null && alias > 0) {
      aliases.put(message.topic(), alias);
      lastSet = message.topic();
    }
    return PublishFrame.encode(message, layout(terms, alias, known == null), shuttle.now());
  }

  private PublishFrame.Layout layout(Terms terms, int alias, boolean topicSent) {
    return new PublishFrame.Layout(
        version, terms.qos(), terms.retain(), terms.subscriptionIdentifiers(), alias, topicSent);
  }

  /**
   * The bytes of an answer; one that is larger than the client takes goes without its properties,
   * and is null when it still is {@code [MQTT-3.1.2-24]}.
   */
  byte @Nullable [] encode(Packet packet) {
    byte[] quick = AckBytes.quick(packet);
    if (quick != null) {
      return quick;
    }
    byte[] full = PacketEncoder.encode(silent ? AckBytes.terse(packet) : packet, version);
    if (full.length <= packetSizeMax) {
      return full;
    }
    byte[] bare = PacketEncoder.encode(AckBytes.bare(packet), version);
    return bare.length <= packetSizeMax ? bare : null;
  }

  /** The bytes of the server's DISCONNECT, or null where the version has none. */
  byte @Nullable [] goodbye(Farewell end) {
    if (end.by() != Farewell.By.SERVER || !Dialect.of(version).saysGoodbye()) {
      return null;
    }
    String told = end.told();
    Properties words =
        told.isEmpty()
            ? Properties.NONE
            : Properties.builder().add(Property.REASON_STRING, told).build();
    return encode(new Packet.Disconnect(end.reason(), words));
  }
}
