package example;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A broker and a client in one program of modules. */
public final class ModulePath {
  private ModulePath() {}

  public static void main(String[] arguments) throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    try (Broker broker = Heddle.builder().port(0).start()) {
      String uri = broker.endpoints().getFirst().toString();
      MqttClient client = new MqttClient(uri, "paho", new MemoryPersistence());
      client.connect();
      client.subscribe("house/+", 1, (topic, message) -> received.complete(topic + " " + message));
      client.publish("house/hall", "hello".getBytes(StandardCharsets.UTF_8), 1, false);
      System.out.println("received " + received.get(10, TimeUnit.SECONDS));
      client.disconnect();
      client.close();
    }
    ModuleLayer.boot().modules().stream()
        .map(Module::getName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
        .sorted()
        .forEach(name -> System.out.println("module " + name));
  }
}
