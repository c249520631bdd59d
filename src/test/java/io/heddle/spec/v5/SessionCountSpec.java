package io.heddle.spec.v5;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that keeps two sessions, of connected and absent clients together. */
class SessionCountSpec {
  @RegisterExtension
  final Stage stage = Stage.with("session.count", "2", "limits.close-timeout", "100ms");

  private final Login absent = Login.v5("absent").sessionExpiry(600);
  private final Login connected = Login.v5("connected");

  /** One session whose client is away, and one whose client is there. */
  private Client fill(SpecServer server) {
    stage.connectTo(server, absent).disconnect();
    return stage.connectTo(server, connected);
  }

  @Test
  @Tag("5.0/MQTT-3.2.2-7")
  void oneMoreIsRefused() {
    try (SpecServer server = stage.fresh()) {
      fill(server);
      Client more = stage.openTo(server, Version.MQTT_5_0);
      more.send(Login.v5("more").packet());
      more.expectRefused(ReasonCode.QUOTA_EXCEEDED);
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.2.2-5")
  void oneMoreIsRefusedWithThreeInOlderVersions() {
    try (SpecServer server = stage.fresh()) {
      fill(server);
      for (Version version : new Version[] {Version.MQTT_3_1_1, Version.MQTT_3_1}) {
        Client more = stage.openTo(server, version);
        more.send(Login.of(version, "more").packet());
        more.expectRaw("20 02 00 03");
        more.expectClosed();
      }
    }
  }

  @Test
  void whoeverHasASessionIsLetIn() {
    try (SpecServer server = stage.fresh()) {
      Client old = fill(server);
      Client back = stage.openTo(server, Version.MQTT_5_0);
      assertTrue(back.connect(absent.resume()).sessionPresent());
      Client second = stage.openTo(server, Version.MQTT_5_0);
      Packet.Connack connack = second.connect(connected);
      assertFalse(connack.sessionPresent());
      old.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
      second.expectNothingMore();
    }
  }

  @Test
  void whatEndsMakesRoom() {
    try (SpecServer server = stage.fresh()) {
      fill(server).disconnect();
      stage.connectTo(server, Login.v5("more")).expectNothingMore();
    }
  }
}
