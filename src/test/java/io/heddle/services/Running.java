package io.heddle.services;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.DropReason;
import io.heddle.api.Hook;
import io.heddle.api.Services;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;

/** A broker as an embedder has it, and clients that reach it over sockets. */
final class Running implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Stage stage = Stage.plain();
  private final Broker broker;

  Running(String... keysAndValues) {
    this(builder -> {}, keysAndValues);
  }

  /** With hooks by their names. */
  Running(Map<String, ? extends Hook> hooks, String... keysAndValues) {
    this(builder -> hooks.forEach(builder::hook), keysAndValues);
  }

  Running(Consumer<Heddle.Builder> more, String... keysAndValues) {
    Map<String, String> settings =
        new HashMap<>(Map.of("listener.tcp.port", "0", "limits.close-timeout", "100ms"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Heddle.Builder builder = Heddle.builder().set(settings);
    more.accept(builder);
    broker = builder.start();
  }

  Broker broker() {
    return broker;
  }

  Services services() {
    return broker.services();
  }

  Client connect(Login login) {
    return stage.connectTo(server(), login);
  }

  /** A client that has not said CONNECT. */
  Client open(Version version) {
    return stage.openTo(server(), version);
  }

  private SpecServer server() {
    return new SpecServer() {
      @Override
      public Wire connect() {
        return new SocketWire(broker.endpoints().getFirst().getPort());
      }

      @Override
      public void close() {}
    };
  }

  /** A client whose session stays for an hour. */
  Client lasting(String clientId) {
    return connect(Login.v5(clientId).sessionExpiry(3600));
  }

  static Message message(String topic, String payload, Qos qos, boolean retain) {
    return new Message(
        TopicName.of(topic), Bytes.utf8(payload), qos, retain, Properties.NONE, Message.NEVER, "");
  }

  static Subscription to(String filter, Qos qos) {
    return Subscription.of(TopicFilter.of(filter), qos);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      Assertions.assertTrue(System.nanoTime() < end, "it did not come to be");
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    broker.close();
  }

  /** The messages that were dropped for one of these reasons, or for any. */
  long dropped(DropReason... reasons) {
    long sum = 0;
    for (DropReason reason : reasons.length == 0 ? DropReason.values() : reasons) {
      for (Qos qos : Qos.values()) {
        sum += services().statistics().messagesDropped(reason, qos);
      }
    }
    return sum;
  }
}
