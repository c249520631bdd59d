package io.heddle.it;

import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.SpecServerProvider;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The servers of the specs here: an image for each set of settings, reached over what the system
 * property {@code heddle.spec.wire} says: {@code tcp}, {@code tls}, {@code ws} or {@code wss}.
 */
public final class ImageServers implements SpecServerProvider {
  private static final String TCP = "listener.tcp.";
  private static final String WIRE = System.getProperty("heddle.spec.wire", "tcp");

  @Override
  public SpecServer start(Map<String, String> settings) {
    List<String> all = new ArrayList<>();
    settings.forEach((key, value) -> {
      all.add(key + "=" + value);
      if (key.startsWith(TCP)) {
        // What a spec asks of the listener that it is served by.
        all.add("listener." + WIRE + "." + key.substring(TCP.length()) + "=" + value);
      }
    });
    if (WIRE.equals("wss") || WIRE.equals("tls")) {
      all.add("listener." + WIRE + ".port=0");
      all.addAll(ServerCertificate.shared().settings(WIRE));
    }
    try {
      return new Running(Image.start(all.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Running(Image image) implements SpecServer {
    @Override
    public Wire connect() {
      return switch (WIRE) {
        case "tcp" -> new SocketWire(image.port());
        case "tls" ->
            new SocketWire(image.port("mqtts"), ServerCertificate.shared().socketFactory());
        case "ws" -> WsWire.open(connectToWebSocket());
        case "wss" ->
            WsWire.open(
                new SocketWire(image.port("wss"), ServerCertificate.shared().socketFactory()));
        default -> throw new IllegalStateException("heddle.spec.wire = " + WIRE);
      };
    }

    @Override
    public Wire connectToWebSocket() {
      return new SocketWire(image.port("ws"));
    }

    @Override
    public void close() {
      image.close();
    }
  }
}
