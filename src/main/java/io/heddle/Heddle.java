package io.heddle;

import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.transport.ListenerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stand-in for the composition root. */
public final class Heddle {
  private Heddle() {}

  public static Broker start(Map<String, String> settings) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (ListenerOptions listener : Configuration.of(settings).listeners()) {
        sockets.add(bind(listener));
      }
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new Broker(sockets);
  }

  private static ServerSocket bind(ListenerOptions listener) {
    try {
      return new ServerSocket(listener.port(), 50, InetAddress.getByName(listener.address()));
    } catch (IOException e) {
      throw new StartException(
          "cannot listen on " + listener.address() + ":" + listener.port() + ": " + e.getMessage(), e);
    }
  }
}
