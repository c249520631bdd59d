package io.heddle.examples;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.Services;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.Map;

/** Asks and tells a broker that runs in this program. */
public final class AskingTheBroker {
  private AskingTheBroker() {}

  /** Publishes, looks, and tidies up. */
  public static void main(String[] args) {
    try (Broker broker = Heddle.start(Map.of("listener.tcp.port", "0"))) {
      Services services = broker.services();
      Bytes warm = Bytes.utf8("21.5");
      services
          .messages()
          .publish(
              new Message(
                  TopicName.of("house/hall/temperature"),
                  warm,
                  Qos.AT_LEAST_ONCE,
                  true,
                  Properties.NONE,
                  Message.NEVER,
                  ""));
      services
          .retained()
          .matching(TopicFilter.of("house/+/temperature"))
          .forEach(message -> System.out.println(message.topic() + " " + message.payload().text()));
      services
          .clients()
          .all()
          .filter(info -> info.client().userName() == null)
          .forEach(info ->
              services
                  .clients()
                  .disconnect(
                      info.client().clientId(), ReasonCode.ADMINISTRATIVE_ACTION, "no strangers"));
      System.out.println(services.statistics().sessions() + " sessions");
    }
  }
}
