package io.heddle.peer;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.SpecServerProvider;
import io.heddle.spec.Wire;
import java.util.HashMap;
import java.util.Map;

/** Heddle in this JVM, over a loopback port. */
public final class HeddleTcpProvider implements SpecServerProvider {
  @Override
  public SpecServer start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("listener.tcp.port", "0");
    return new Running(Heddle.start(all));
  }

  private record Running(Broker broker) implements SpecServer {
    @Override
    public Wire connect() {
      return new SocketWire(broker.endpoints().getFirst().getPort());
    }

    @Override
    public void close() {
      broker.close();
    }
  }
}
