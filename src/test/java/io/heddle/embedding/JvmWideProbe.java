package io.heddle.embedding;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.examples.SmallClient;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import java.io.DataInputStream;
import java.io.ObjectInputFilter;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.LogManager;

/**
 * Prints each thing of the whole JVM that is different while a broker runs, or after it. Its
 * arguments are settings, key and value by turns.
 */
final class JvmWideProbe {
  private JvmWideProbe() {}

  public static void main(String[] arguments) throws Exception {
    // What a first look brings into being is not the broker's doing.
    look();
    Map<String, String> before = look();
    Heddle.Builder builder = Heddle.builder().port(0);
    for (int i = 0; i < arguments.length; i += 2) {
      builder.set(arguments[i], arguments[i + 1]);
    }
    Broker broker = builder.start();
    for (URI endpoint : broker.endpoints()) {
      if (endpoint.getScheme().equals("ws")) {
        useWebSocket(endpoint);
      } else {
        use(endpoint);
      }
    }
    if (broker.metricsEndpoint().isPresent()) {
      read(broker.metricsEndpoint().get());
    }
    if (broker.adminEndpoint().isPresent()) {
      ask(broker.adminEndpoint().get());
    }
    differences("during", before, look());
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread != Thread.currentThread() && !thread.isDaemon())
        .forEach(thread -> System.out.println("during: not a daemon: " + thread.getName()));
    broker.close();
    differences("after", before, look());
    System.out.println("looked at " + before.size() + " things");
  }

  static void use(URI broker) throws Exception {
    Packet.Connect connect = Packet.Connect.of(Version.MQTT_5_0, "probe");
    try (SmallClient client =
        new SmallClient(new Socket(broker.getHost(), broker.getPort()), connect)) {
      client.subscribe("probe", Qos.EXACTLY_ONCE);
      client.publish("probe", "hello", Qos.EXACTLY_ONCE);
      client.receive();
    }
  }

  /** By hand: a library for it might change something itself. */
  private static void useWebSocket(URI broker) throws Exception {
    try (Socket socket = new Socket(broker.getHost(), broker.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET "
                  + broker.getPath()
                  + " HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Protocol: mqtt\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("\r\n\r\n") < 0) {
        answer.append((char) in.readUnsignedByte());
      }
      byte[] connect =
          PacketEncoder.encode(Packet.Connect.of(Version.MQTT_5_0, "web"), Version.MQTT_5_0);
      out.write(0x82);
      out.write(0x80 | connect.length);
      out.write(new byte[4]); // a mask that changes nothing
      out.write(connect);
      if (in.readUnsignedByte() != 0x82 || in.readUnsignedByte() < 3 || in.readByte() != 0x20) {
        throw new IllegalStateException("no CONNACK in a frame after " + answer);
      }
    }
  }

  private static void ask(URI admin) throws Exception {
    try (Socket socket = new Socket(admin.getHost(), admin.getPort())) {
      String request =
          "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!text.contains("openapi")) {
        throw new IllegalStateException(text);
      }
    }
  }

  /** Without java.net.URL, which belongs to those that others may set up. */
  private static void read(URI metrics) throws Exception {
    try (Socket socket = new Socket(metrics.getHost(), metrics.getPort())) {
      socket
          .getOutputStream()
          .write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!text.contains("heddle_build_info")) {
        throw new IllegalStateException(text);
      }
    }
  }

  private static Map<String, String> look() throws Exception {
    Map<String, String> all = new TreeMap<>();
    System.getProperties().forEach((key, value) -> all.put("property " + key, "" + value));
    Security.getProviders();
    all.put("security providers", Arrays.toString(Security.getProviders()));
    all.put("serial filter", "" + ObjectInputFilter.Config.getSerialFilter());
    all.put("uncaught exceptions", "" + Thread.getDefaultUncaughtExceptionHandler());
    all.put("logger finder", "" + System.LoggerFinder.getLoggerFinder().getClass());
    all.put("shutdown hooks", hooks());
    all.put("standard output", "" + System.identityHashCode(System.out));
    all.put("standard error", "" + System.identityHashCode(System.err));
    all.put("standard input", "" + System.identityHashCode(System.in));
    all.put("locale", "" + Locale.getDefault());
    all.put("time zone", TimeZone.getDefault().getID());
    all.put("charset", "" + Charset.defaultCharset());
    all.put("authenticator", "" + Authenticator.getDefault());
    all.put("proxies", "" + ProxySelector.getDefault());
    all.put("cookies", "" + CookieHandler.getDefault());
    all.put("response cache", "" + ResponseCache.getDefault());
    all.put("mbeans", "" + ManagementFactory.getPlatformMBeanServer().getMBeanCount());
    all.put("log manager", "" + LogManager.getLogManager().getClass());
    all.put("root handlers", Arrays.toString(java.util.logging.Logger.getLogger("").getHandlers()));
    all.put("class loader", "" + Thread.currentThread().getContextClassLoader());
    return all;
  }

  private static String hooks() throws Exception {
    Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
    hooks.setAccessible(true);
    return "" + ((Map<?, ?>) hooks.get(null)).keySet();
  }

  private static void differences(
      String when, Map<String, String> before, Map<String, String> now) {
    Map<String, String> all = new TreeMap<>(before);
    all.putAll(now);
    all.keySet().stream()
        .filter(key -> !String.valueOf(before.get(key)).equals(now.get(key)))
        .forEach(key ->
            System.out.println(
                when + ": " + key + ": " + before.get(key) + " became " + now.get(key)));
  }
}
