package io.heddle;

import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Wire;
import java.util.HashMap;
import java.util.Map;

/** A broker in this JVM that is reached over TCP, at its first listener. */
record RunningBroker(Broker broker) implements SpecServer {

  /** With these settings, alternately key and value, on a free port. */
  static RunningBroker with(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(Map.of("listener.tcp.port", "0"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new RunningBroker(Heddle.start(settings));
  }

  @Override
  public Wire connect() {
    return new SocketWire(broker.endpoints().getFirst().getPort());
  }

  @Override
  public void close() {
    broker.close();
  }
}
