package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server and the clients of one test: {@code @RegisterExtension final Stage stage =
 * Stage.plain();}. Names that it gives are used by no other test, so that all can share a server;
 * whoever is still connected after the test vanishes.
 */
public final class Stage implements AfterEachCallback {
  private static final String RUN = Long.toString(System.currentTimeMillis() & 0xFFFFF, 36);
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Map<String, String> settings;
  private final List<Wire> wires = new ArrayList<>();

  private Stage(Map<String, String> settings) {
    this.settings = settings;
  }

  /** On a server with the default settings. */
  public static Stage plain() {
    return new Stage(Map.of());
  }

  /** On a server with these settings, alternately key and value. */
  public static Stage with(String... keysAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Stage(settings);
  }

  /**
   * A name, for a topic or a client, that nothing else uses: at most 23 characters when the stem
   * has at most 12.
   */
  public String name(String stem) {
    return stem + RUN + "x" + Long.toString(COUNTER.incrementAndGet(), 36);
  }

  /** A client that has not sent a CONNECT yet. */
  public Client open(Version version) {
    return new Client(wire(), version);
  }

  /** A pipe on which nothing was sent yet. */
  public Wire wire() {
    Wire wire = SpecServers.with(settings).connect();
    wires.add(wire);
    return wire;
  }

  /** A pipe to where a WebSocket begins, on which nothing was sent yet. */
  public Wire webSocket() {
    Wire wire = SpecServers.with(settings).connectToWebSocket();
    wires.add(wire);
    return wire;
  }

  /** A client at the other end of this pipe. */
  public Client over(Wire wire, Version version) {
    return new Client(wire, version);
  }

  /** A client that speaks MQTT 5.0 and has not sent a CONNECT yet. */
  public Client open() {
    return open(Version.MQTT_5_0);
  }

  /** A server of the test's own with these settings, to be closed by it. */
  public SpecServer fresh() {
    return SpecServers.fresh(settings);
  }

  /** A client of this server that has not sent a CONNECT yet. */
  public Client openTo(SpecServer server, Version version) {
    Wire wire = server.connect();
    wires.add(wire);
    return new Client(wire, version);
  }

  /** A client that was accepted by this server. */
  public Client connectTo(SpecServer server, Login login) {
    Client client = openTo(server, login.version());
    client.connect(login);
    return client;
  }

  /** A client that was accepted. */
  public Client connect(Login login) {
    Client client = open(login.version());
    client.connect(login);
    return client;
  }

  /** A client of this version that was accepted, with a clean session. */
  public Client connect(Version version, String clientId) {
    return connect(Login.of(version, clientId));
  }

  /**
   * A client of MQTT 5.0 with a name of its own that was accepted, with a clean session that ends
   * with the connection.
   */
  public Client connect() {
    return connect(Version.MQTT_5_0, name("c"));
  }

  /** A client that was accepted and whose session was there. */
  public Client resume(Login login) {
    Client client = open(login.version());
    Packet.Connack connack = client.connect(login.resume());
    if (!connack.sessionPresent()) {
      throw client.failure("the session is gone");
    }
    return client;
  }

  /**
   * Returns when a second has passed for the server: a Will that is delayed by one second was
   * published.
   */
  public void awaitSecond() {
    String topic = name("second");
    Client watcher = connect();
    watcher.subscribe(topic, Qos.AT_MOST_ONCE);
    Will will =
        new Will(TopicName.of(topic), Bytes.EMPTY, Qos.AT_MOST_ONCE, false, Properties.NONE, 1);
    Client client = connect(Login.v5(name("c")).sessionExpiry(60).will(will));
    client.vanish();
    watcher.expectPublish(topic, "");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    wires.forEach(Wire::abort);
  }
}
