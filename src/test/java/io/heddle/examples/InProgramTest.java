package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Received;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client in the program, as docs/embedding.md shows it. */
class InProgramTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private void store(Received received) {
    seen.add(received.message().payload().text());
  }

  @Test
  void callbacksAndWaiting() throws InterruptedException {
    try (Broker broker = Heddle.builder().port(0).start()) {
      LocalClient client = broker.client("collector");
      client.subscribe(
          Subscription.of(TopicFilter.of("sensors/#"), Qos.AT_LEAST_ONCE),
          received -> store(received));
      client.publish(Message.of(TopicName.of("sensors/1"), Bytes.utf8("21.5"), Qos.AT_LEAST_ONCE));
      assertEquals("21.5", seen.poll(10, TimeUnit.SECONDS));

      LocalClient worker =
          broker.client(
              LocalClientOptions.of("worker").user("worker", Set.of("staff")).lasting(3600));
      worker.subscribe(Subscription.of(TopicFilter.of("orders"), Qos.EXACTLY_ONCE));
      client.publish(Message.of(TopicName.of("orders"), Bytes.utf8("1"), Qos.EXACTLY_ONCE));
      worker.receive(Duration.ofSeconds(10)).ifPresent(this::store);
      assertEquals("1", seen.poll());
    }
  }
}
