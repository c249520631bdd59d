package io.heddle.services;

import io.heddle.Heddle;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The brokers of a test, closed at its end. */
final class Several implements AutoCloseable {
  /** What a hook wants a client to be told. */
  static final Properties TOLD =
      Properties.builder()
          .add(Property.REASON_STRING, "not today")
          .add(Property.SERVER_REFERENCE, "elsewhere")
          .build();

  private final List<Running> started = new CopyOnWriteArrayList<>();

  Running start(Consumer<Heddle.Builder> hooks, String... settings) {
    Running running = new Running(hooks, settings);
    started.add(running);
    return running;
  }

  @Override
  public void close() {
    started.forEach(Running::close);
  }
}
