package io.heddle.it.tls;

import io.heddle.it.Image;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The ways to an image, and what its log says of those who take them. */
final class Ways {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Stage STAGE = Stage.plain();

  private Ways() {}

  /** The port of a listener; of several with one scheme the first has the number 0. */
  static int port(Image image, String transport, int number) {
    String scheme = transport.equals("tls") ? "mqtts" : transport;
    Matcher address = Pattern.compile(" " + scheme + "://[^:]+:(\\d+)").matcher(image.readyLine());
    for (int i = 0; i <= number; i++) {
      if (!address.find()) {
        throw new AssertionError("no " + scheme + " number " + number + ": " + image.readyLine());
      }
    }
    return Integer.parseInt(address.group(1));
  }

  /** A way over {@code tls} or {@code wss}. */
  static Wire secure(String transport, int port, SSLContext context) {
    Wire wire = new SocketWire(port, context.getSocketFactory());
    return transport.equals("wss") ? WsWire.open(wire) : wire;
  }

  /** A client of MQTT 5 that has said nothing yet. */
  static Client client(Wire wire) {
    return STAGE.over(wire, Version.MQTT_5_0);
  }

  /** Waits for a line of the log. */
  static void logged(Image image, String pattern) {
    logged(image, 0, pattern);
  }

  /** Waits for a line of the log behind its first ones. */
  static void logged(Image image, int first, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    try {
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> image.stderr().stream().skip(first).anyMatch(wanted.asPredicate()));
    } catch (ConditionTimeoutException never) {
      throw new AssertionError(
          "no line like " + pattern + " in\n" + String.join("\n", image.stderr()), never);
    }
  }

  /** How a socket is connected. */
  interface Connecting {
    Socket connect(InetAddress host, int port) throws IOException;
  }

  /** Sockets that come from another address of this machine, such as 127.0.0.2. */
  static SocketFactory from(String address) {
    return sockets((host, port) -> {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(host, port));
      return socket;
    });
  }

  /** Sockets that are connected in this way. */
  static SocketFactory sockets(Connecting connecting) {
    return new SocketFactory() {
      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return connecting.connect(host, port);
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
