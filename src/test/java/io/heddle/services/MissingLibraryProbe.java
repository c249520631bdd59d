package io.heddle.services;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import java.util.Map;

/** Starts a broker with one setting and prints what became of it. */
final class MissingLibraryProbe {
  private MissingLibraryProbe() {}

  public static void main(String[] arguments) {
    try {
      try (Broker broker =
          Heddle.start(Map.of("listener.tcp.port", "0", arguments[0], arguments[1]))) {
        System.out.println("started" + broker.metricsEndpoint().map(at -> " " + at).orElse(""));
      }
    } catch (StartException e) {
      System.out.println(e.getMessage());
    }
  }
}
