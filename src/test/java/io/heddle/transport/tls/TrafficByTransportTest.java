package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.Breakdown;
import io.heddle.api.Statistics.Packets;
import io.heddle.api.Traffic;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection's packets are counted as MQTT has them, whatever carries them. */
@Timeout(60)
class TrafficByTransportTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private final Authority authority = Authority.shared();

  @AutoClose
  private final Broker broker =
      Heddle.builder()
          .set(
              Map.of(
                  "listener.tcp.port", "0",
                  "listener.ws.port", "0",
                  "listener.tls.port", "0",
                  "listener.tls.tls.certificate", authority.file("ec.crt").toString(),
                  "listener.tls.tls.key", authority.file("ec.key").toString(),
                  "listener.wss.port", "0",
                  "listener.wss.tls.certificate", authority.file("ec.crt").toString(),
                  "listener.wss.tls.key", authority.file("ec.key").toString(),
                  "sys.interval", "never"))
          .start();

  private Wire wire(String scheme) throws Exception {
    int port =
        broker.endpoints().stream()
            .filter(uri -> uri.getScheme().equals(scheme))
            .findFirst()
            .orElseThrow()
            .getPort();
    Wire plain =
        switch (scheme) {
          case "mqtts", "wss" ->
              new SocketWire(port, Encounter.client(authority, null).getSocketFactory());
          default -> new SocketWire(port);
        };
    return scheme.startsWith("ws") ? WsWire.open(plain) : plain;
  }

  private Traffic traffic() {
    return broker.services().clients().find("one").orElseThrow().traffic();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ws", "mqtts", "wss"})
  void theyAreTheSame(String scheme) throws Exception {
    Client one = stage.over(wire(scheme), Version.MQTT_3_1_1);
    one.connect(Login.v311("one"));
    one.subscribe("t", Qos.AT_MOST_ONCE);
    one.publish("t", "payload", Qos.AT_LEAST_ONCE);
    one.drain();
    counts(traffic -> traffic.received(), PacketType.PUBLISH, new Packets(1, 14));
    counts(traffic -> traffic.received(), PacketType.SUBSCRIBE, new Packets(1, 8));
    counts(traffic -> traffic.sent(), PacketType.PUBLISH, new Packets(1, 12));
    counts(traffic -> traffic.sent(), PacketType.PUBACK, new Packets(1, 4));
    assertEquals(Map.of(Qos.AT_LEAST_ONCE, 1L), traffic().received().messages());
    assertEquals(Map.of(Qos.AT_MOST_ONCE, 1L), traffic().sent().messages());
  }

  private void counts(Function<Traffic, Breakdown> way, PacketType type, Packets expected) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!way.apply(traffic()).of(type).equals(expected) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(expected, way.apply(traffic()).of(type), type::toString);
  }
}
