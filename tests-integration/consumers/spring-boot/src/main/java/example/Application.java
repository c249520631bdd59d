package example;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The broker is a bean, which Spring closes. */
@SpringBootApplication
public class Application {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments).close();
  }

  @Bean
  Broker broker() {
    return Heddle.builder().port(0).start();
  }

  @Bean
  ApplicationRunner conversation(Broker broker) {
    return arguments -> {
      CompletableFuture<String> received = new CompletableFuture<>();
      String uri = broker.endpoints().getFirst().toString();
      MqttClient client = new MqttClient(uri, "paho", new MemoryPersistence());
      client.connect();
      client.subscribe("house/+", 1, (topic, message) -> received.complete(topic + " " + message));
      client.publish("house/hall", "hello".getBytes(StandardCharsets.UTF_8), 1, false);
      LOG.info("received {}", received.get(10, TimeUnit.SECONDS));
      client.disconnect();
      client.close();
    };
  }
}
