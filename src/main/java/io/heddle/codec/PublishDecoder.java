package io.heddle.codec;

import io.heddle.codec.Packet.Publish;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Reads PUBLISH. Remembers the last Topic Name: most clients publish to one topic again and again,
 * and half of the cost of a PUBLISH is its topic. Used by one thread.
 */
final class PublishDecoder {
  /**
   * Longer names are not remembered, so that a connection does not keep 128 KB for having published
   * once.
   */
  private static final int MAX_REMEMBERED = 256;

  private static final int DUP = 0b1000;
  private static final int RETAIN = 0b0001;

  private @Nullable TopicName last;

  Publish decode(int firstByte, ByteReader in, boolean hasProperties) throws MalformedPacket {
    Qos qos = Qos.of((firstByte >> 1) & 0b11);
    TopicName topic = topic(in);
    int packetId = qos == Qos.AT_MOST_ONCE ? 0 : in.packetId();
    Properties properties =
        hasProperties ? PropertiesReader.read(in, Place.PUBLISH) : Properties.NONE;
    if (topic == null && !properties.has(Property.TOPIC_ALIAS)) {
      throw noTopic(hasProperties);
    }
    boolean dup = (firstByte & DUP) != 0;
    boolean retain = (firstByte & RETAIN) != 0;
    return new Publish(dup, qos, retain, topic, packetId, properties, in.rest());
  }

  private @Nullable TopicName topic(ByteReader in) throws MalformedPacket {
    int start = in.position();
    int length = in.announced();
    if (length == 0) {
      return null;
    }
    TopicName known = last;
    if (known != null && known.hasBytes(in.buffer(), in.position(), length)) {
      in.skip(length);
      return known;
    }
    in.rewind(start);
    TopicName name = in.topicName();
    if (length <= MAX_REMEMBERED) {
      last = name;
    }
    return name;
  }

  private static MalformedPacket noTopic(boolean hasProperties) {
    return hasProperties
        ? new MalformedPacket(ReasonCode.PROTOCOL_ERROR, "neither Topic Name nor Topic Alias")
        : new MalformedPacket(ReasonCode.MALFORMED_PACKET, "an empty Topic Name [MQTT-4.7.3-1]");
  }
}
