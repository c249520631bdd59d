package io.heddle.spec.v311;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The QoS of a delivery is the lower of the published and the granted one, whoever speaks which
 * version.
 */
class DowngradeSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  static List<Arguments> versions() {
    List<Arguments> pairs = new ArrayList<>();
    for (Version publisher : Version.values()) {
      for (Version subscriber : Version.values()) {
        pairs.add(Arguments.of(publisher, subscriber));
      }
    }
    return pairs;
  }

  @ParameterizedTest(name = "from {0} to {1}")
  @MethodSource("versions")
  @Tag("3.1.1/MQTT-3.8.4-6")
  @Tag("3.1.1/MQTT-3.3.4-1")
  void live(Version from, Version to) {
    String topic = stage.name("t");
    Client publisher = stage.connect(from, stage.name("p"));
    for (Qos granted : Qos.values()) {
      Client subscriber = stage.connect(to, stage.name("s"));
      subscriber.subscribe(topic, granted);
      for (Qos published : Qos.values()) {
        publisher.publish(topic, "at " + published, published);
        subscriber.receive(topic, published.min(granted), "at " + published);
      }
      subscriber.expectNothingMore();
      subscriber.disconnect();
    }
  }

  @ParameterizedTest(name = "from {0} to {1}")
  @MethodSource("versions")
  @Tag("3.1.1/MQTT-3.8.4-6")
  @Tag("3.1.1/MQTT-3.3.1-5")
  void retained(Version from, Version to) {
    Client publisher = stage.connect(from, stage.name("p"));
    for (Qos published : Qos.values()) {
      String topic = stage.name("t");
      publisher.retain(topic, "kept", published);
      Client subscriber = stage.connect(to, stage.name("s"));
      for (Qos granted : Qos.values()) {
        subscriber.subscribe(topic, granted);
        Packet.Publish kept = subscriber.expectPublish(topic, "kept", published.min(granted));
        subscriber.acknowledge(kept);
      }
      subscriber.expectNothingMore();
      subscriber.disconnect();
    }
  }

  @ParameterizedTest(name = "from {0} to {1}")
  @MethodSource("versions")
  @Tag("3.1.1/MQTT-3.8.4-6")
  @Tag("3.1.1/MQTT-3.1.2-5")
  void waiting(Version from, Version to) {
    Client publisher = stage.connect(from, stage.name("p"));
    for (Qos granted : new Qos[] {Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE}) {
      String topic = stage.name("t");
      String id = stage.name("s");
      Client subscriber = stage.connect(persistent(to, id));
      subscriber.subscribe(topic, granted);
      subscriber.disconnect();
      publisher.publish(topic, "one", Qos.AT_LEAST_ONCE);
      publisher.publish(topic, "two", Qos.EXACTLY_ONCE);
      Client back =
          to == Version.MQTT_3_1
              ? stage.connect(persistent(to, id))
              : stage.resume(persistent(to, id));
      back.receive(topic, Qos.AT_LEAST_ONCE, "one");
      back.receive(topic, granted, "two");
      back.expectNothingMore();
      back.disconnect();
    }
  }

  private static Login persistent(Version version, String id) {
    Login login = Login.of(version, id).resume();
    return version.hasProperties() ? login.sessionExpiry(60) : login;
  }
}
