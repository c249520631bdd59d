package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_2;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several specs ask of a server. */
final class Checks {
  private Checks() {}

  /** The server refuses the CONNECT, with a return code or without a word, and closes. */
  static void refusedOrClosed(Client client) {
    @Nullable Packet answer = client.nextOrEnd();
    if (answer instanceof Packet.Connack connack && connack.reason() != ReasonCode.SUCCESS) {
      client.expectClosed();
    } else if (answer != null) {
      throw client.failure("expected a refusal or the end, got " + answer);
    }
  }

  /** The payloads that are retained for a filter, as a new subscriber learns them. */
  static List<String> retainedOn(Stage stage, String filter) {
    return retained(stage, filter).stream().map(publish -> publish.payload().text()).toList();
  }

  /** The messages that are retained for a filter, as a new subscriber of QoS 2 gets them. */
  static List<Packet.Publish> retained(Stage stage, String filter) {
    Client client = stage.connect(MQTT_3_1_1, stage.name("c"));
    client.subscribe(filter, QOS_2);
    List<Packet.Publish> messages = client.drain();
    for (Packet.Publish message : messages) {
      if (!message.retain()) {
        throw client.failure("a retained message comes with RETAIN 1, got " + message);
      }
    }
    client.vanish();
    return messages;
  }
}
