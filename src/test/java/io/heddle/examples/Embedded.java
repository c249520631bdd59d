package io.heddle.examples;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.util.Map;

/** Runs a broker for as long as it is needed. */
public final class Embedded {
  private Embedded() {}

  /** Starts a broker on a free port, and stops it again. */
  public static void main(String[] args) {
    try (Broker broker = Heddle.start(Map.of("listener.tcp.port", "0", "queue.messages", "5000"))) {
      System.out.println("clients connect to " + broker.endpoints().getFirst());
      System.out.println(broker.connectedClients() + " are connected");
    }
  }
}
