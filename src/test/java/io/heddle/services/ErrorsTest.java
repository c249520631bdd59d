package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.Authorizer;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.DropReason;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Statistics.HookCalls;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who are asked, and callbacks, may throw what is no exception: it denies all the same. */
@Timeout(60)
class ErrorsTest {
  @AutoClose private final Several brokers = new Several();

  /** Whatever has "link", "stack" or "memory" in its name is answered with an error. */
  private static void fault(String name) {
    if (name.contains("link")) {
      throw new NoClassDefFoundError("meant by the test");
    }
    if (name.contains("stack")) {
      fault(name);
    }
    if (name.contains("memory")) {
      throw new OutOfMemoryError("meant by the test");
    }
  }

  private static final class Faulty implements Authorizer {
    @Override
    public ClientAuthorizer of(io.heddle.api.Client client) {
      if (client.clientId().startsWith("of-")) {
        fault(client.clientId());
      }
      return Authorizer.super.of(client);
    }

    @Override
    public Access decide(io.heddle.api.Client client, Action action) {
      switch (action) {
        case Action.Connect connect -> fault(client.clientId());
        case Action.Publish publish when publish.topic().value().startsWith("read-") -> {}
        case Action.Publish publish -> fault(publish.topic().value());
        case Action.Subscribe subscribe -> fault(subscribe.filter().toString());
      }
      return Access.NO_OPINION;
    }

    @Override
    public Access mayReceive(io.heddle.api.Client client, TopicName topic) {
      if (topic.value().startsWith("read-")) {
        fault(topic.value());
      }
      return Access.NO_OPINION;
    }
  }

  private Running authorized() {
    return brokers.start(builder -> builder.authorizer(new Faulty()), "acl.default", "allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "stack", "memory", "of-link", "of-stack", "of-memory"})
  void whoMayConnect(String clientId) {
    Client client = authorized().open(Version.MQTT_5_0);
    client.send(Login.v5(clientId).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "stack", "memory"})
  void whoMayPublishAndSubscribe(String topic) {
    Client client = authorized().connect(Login.v5("one"));
    Packet.Publish publish = Packets.publish(topic, "x", Qos.AT_LEAST_ONCE, client.id());
    client.send(publish);
    client.expect(publish.puback(ReasonCode.NOT_AUTHORIZED));
    Packet.Subscribe subscribe =
        Packets.subscribe(client.id(), Packets.to(topic, Qos.AT_LEAST_ONCE));
    client.send(subscribe);
    assertEquals(
        ReasonCode.NOT_AUTHORIZED, client.expect(Packet.Suback.class).reasons().getFirst());
    client.fence();
  }

  /** The publisher asks on behalf of the receiver, on its own thread. */
  @ParameterizedTest
  @ValueSource(strings = {"read-link", "read-stack", "read-memory"})
  void whoMayRead(String topic) {
    Running running = authorized();
    Client reader = running.connect(Login.v5("reader"));
    reader.subscribe("#", Qos.AT_LEAST_ONCE);
    Client writer = running.connect(Login.v5("writer"));
    writer.publish(topic, "1", Qos.AT_LEAST_ONCE);
    writer.publish("fine", "2", Qos.AT_LEAST_ONCE);
    reader.receive("fine", Qos.AT_LEAST_ONCE, "2");
    writer.fence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "stack", "memory"})
  void whoItIs(String clientId) {
    Running running =
        brokers.start(builder ->
            builder.authenticator(login -> {
              fault(login.clientId());
              return new Authentication.Accepted(null, Set.of());
            }));
    Client client = running.open(Version.MQTT_5_0);
    client.send(Login.v5(clientId).packet());
    client.expectRefused(ReasonCode.SERVER_UNAVAILABLE);
  }

  @Test
  void aCallback() throws InterruptedException {
    Running running = brokers.start(builder -> {});
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    try (var local = running.broker().client("local")) {
      local.subscribe(
          Running.to("#", Qos.AT_LEAST_ONCE),
          received -> {
            got.add(received.message().topic().value());
            fault(received.message().topic().value());
          });
      for (String topic : new String[] {"link", "stack", "memory", "fine"}) {
        local.publish(Running.message(topic, "x", Qos.AT_LEAST_ONCE, false));
        assertEquals(topic, got.poll(20, TimeUnit.SECONDS));
      }
      Running.await(() -> running.services().statistics().inflight() == 0);
      assertEquals(3, running.dropped(DropReason.REFUSED));
    }
  }

  /** An interceptor fails at every step, which is its failure; the broker's work goes on. */
  @ParameterizedTest
  @ValueSource(strings = {"link", "stack", "memory"})
  void anInterceptor(String topic) {
    PublishInterceptor hook =
        new PublishInterceptor() {
          @Override
          public boolean concerns(io.heddle.api.Client client, TopicName about) {
            fault(about.value());
            return true;
          }

          @Override
          public Verdict<Message> onPublish(io.heddle.api.Client client, Message message) {
            fault(message.topic().value());
            return Verdict.allow();
          }
        };
    Running running = brokers.start(builder -> builder.hook("faulty", hook));
    Client client = running.connect(Login.v5("one"));
    Packet.Publish publish = Packets.publish(topic, "x", Qos.AT_LEAST_ONCE, client.id());
    client.send(publish);
    client.expect(publish.puback(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR));
    client.publish("fine", "x", Qos.AT_LEAST_ONCE);
    HookCalls calls = running.services().statistics().hooks().getFirst();
    assertEquals(2, calls.calls());
    assertEquals(1, calls.exceptions());
  }

  /** An observer fails on the client's thread and on its own, and is told all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"link", "stack", "memory"})
  void anObserver(String topic) {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Observer observer =
        new Observer() {
          @Override
          public void published(io.heddle.api.Client client, Message message) {
            told.add("published");
            fault(message.topic().value());
          }

          @Override
          public void delivered(String clientId, Message message) {
            told.add("delivered");
            fault(message.topic().value());
          }
        };
    Running running = brokers.start(builder -> builder.hook("faulty", observer));
    Client client = running.connect(Login.v5("one"));
    client.subscribe("#", Qos.AT_MOST_ONCE);
    client.publish(topic, "1", Qos.AT_LEAST_ONCE);
    client.publish(topic, "2", Qos.AT_LEAST_ONCE);
    Running.await(() -> told.size() == 4);
    Running.await(() -> running.services().statistics().observers().getFirst().failures() == 4);
    client.fence();
  }
}
