package example;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A broker and a client in one program. */
public final class ClassPath {
  private ClassPath() {}

  public static void main(String[] arguments) throws Exception {
    try (Broker broker = Heddle.builder().port(0).set("queue.messages", 5000).start()) {
      System.out.println("received " + conversation(broker.endpoints().getFirst().toString()));
    }
    // A broker keeps no program running: there is no System.exit.
  }

  static String conversation(String uri) throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    MqttClient client = new MqttClient(uri, "paho", new MemoryPersistence());
    client.connect();
    client.subscribe("house/+", 2, (topic, message) -> received.complete(topic + " " + message));
    client.publish("house/hall", "hello".getBytes(StandardCharsets.UTF_8), 2, false);
    String text = received.get(10, TimeUnit.SECONDS);
    client.disconnect();
    client.close();
    return text;
  }
}
