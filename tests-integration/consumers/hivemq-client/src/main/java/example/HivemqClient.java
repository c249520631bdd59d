package example;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.heddle.Broker;
import io.heddle.Heddle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A broker without Netty beside a client with it. */
public final class HivemqClient {
  private HivemqClient() {}

  public static void main(String[] arguments) throws Exception {
    try (Broker broker = Heddle.builder().port(0).start()) {
      URI uri = broker.endpoints().getFirst();
      Mqtt5BlockingClient client =
          MqttClient.builder()
              .useMqttVersion5()
              .identifier("hive")
              .serverHost(uri.getHost())
              .serverPort(uri.getPort())
              .buildBlocking();
      client.connect();
      try (Mqtt5BlockingClient.Mqtt5Publishes messages =
          client.publishes(MqttGlobalPublishFilter.ALL)) {
        client.subscribeWith().topicFilter("house/+").qos(MqttQos.EXACTLY_ONCE).send();
        client
            .publishWith()
            .topic("house/hall")
            .qos(MqttQos.EXACTLY_ONCE)
            .payload("hello".getBytes(StandardCharsets.UTF_8))
            .send();
        Mqtt5Publish message = messages.receive(10, TimeUnit.SECONDS).orElseThrow();
        System.out.println(
            "received "
                + message.getTopic()
                + " "
                + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
      }
      client.disconnect();
    }
  }
}
