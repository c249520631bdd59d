package io.heddle.connection;

import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import io.heddle.mqtt.Will;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Will of a client within its bounds. Safe for use by any thread.
 *
 * @param refusing ends a client that may hear the words
 */
record LastWill(Bounds bounds, BiFunction<ReasonCode, String, Farewell> refusing) {

  /** The Will under the topic that it will be published to. */
  @Nullable Will checked(@Nullable Will named) throws Farewell {
    if (named == null) {
      return null;
    }
    Will will = named;
    MountPoint mount = bounds.mount();
    if (mount != null) {
      TopicName topic = mount.in(named.topic());
      if (topic == null) {
        throw tooLong();
      }
      will = named.to(topic);
    }
    check(will);
    return will;
  }

  private void check(Will will) throws Farewell {
    if (will.qos().compareTo(bounds.offer().maximumQos()) > 0) {
      throw refusing.apply(ReasonCode.QOS_NOT_SUPPORTED, "the Will's QoS is above the maximum");
    }
    if (will.retain() && !bounds.offer().retain()) {
      throw refusing.apply(
          ReasonCode.RETAIN_NOT_SUPPORTED, "the Will is to be retained, and nothing is");
    }
    if (!TopicLimits.allow(bounds.options(), will.topic())) {
      throw tooLong();
    }
    if (TopicLimits.isServers(will.topic())) {
      throw refusing.apply(ReasonCode.NOT_AUTHORIZED, "the topics under $SYS are the server's");
    }
    boolean text = will.properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1;
    if (text && bounds.options().checkPayloadFormat() && !Utf8.isWellFormed(will.payload())) {
      throw refusing.apply(ReasonCode.PAYLOAD_FORMAT_INVALID, "the Will's payload is not UTF-8");
    }
  }

  private Farewell tooLong() {
    return refusing.apply(
        ReasonCode.TOPIC_NAME_INVALID, "the Will's topic is too long or too deep");
  }
}
