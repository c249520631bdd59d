package io.heddle;

import io.heddle.auth.SelfSigned;
import io.heddle.auth.http.Station;
import io.heddle.auth.jwt.Signer;
import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Until;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The certificates of those who are asked about clients, and of whom the keys of tokens come. */
@Timeout(90)
class RemoteTrustTest {
  @RegisterExtension final Stage stage = Stage.plain();
  @TempDir private Path folder;
  private Station station;
  private Path trusted;

  @BeforeEach
  void open() throws Exception {
    SelfSigned.make(folder, "right", "IP:127.0.0.1");
    SelfSigned.make(folder, "wrong", "DNS:other.example");
    trusted = folder.resolve("trusted.crt");
    trust("wrong");
    station = Station.secure(folder.resolve("right.p12"));
  }

  @AfterEach
  void close() {
    station.close();
  }

  private void trust(String name) throws IOException {
    Files.copy(folder.resolve(name + ".crt"), trusted, StandardCopyOption.REPLACE_EXISTING);
  }

  private Broker start(String... settings) {
    Map<String, String> map =
        new HashMap<>(Map.of("listener.tcp.port", "0", "anonymous", "deny", "auth.failures", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return Heddle.start(map);
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

  private ReasonCode login(Broker broker, String password) {
    Client client = stage.openTo(new Running(broker), Version.MQTT_5_0);
    client.send(Login.v5("c").credentials("alice", password).packet());
    return client.expect(Packet.Connack.class).reason();
  }

  private void comesTo(Broker broker, String password, ReasonCode reason) {
    Until.so(reason.toString(), () -> login(broker, password) == reason);
  }

  @Test
  void whoSaysWho() throws IOException {
    try (Broker broker =
        start("auth.http.url", station.url().toString(), "auth.http.ca-file", trusted.toString())) {
      comesTo(broker, "x", ReasonCode.SERVER_UNAVAILABLE);
      trust("right");
      broker.reload();
      comesTo(broker, "x", ReasonCode.SUCCESS);
      trust("wrong");
      broker.reload();
      comesTo(broker, "x", ReasonCode.SERVER_UNAVAILABLE);
      Files.writeString(trusted, "no certificate");
      broker.reload();
      comesTo(broker, "x", ReasonCode.SERVER_UNAVAILABLE);
    }
  }

  @Test
  void whoPublishesKeys() throws IOException {
    station.say(Signer.set(Signer.RSA.jwk("k")));
    long end = Instant.now().getEpochSecond() + 600;
    String token = Signer.RSA.token("RS256", "{\"sub\":\"alice\",\"exp\":" + end + "}");
    try (Broker broker =
        start(
            "auth.jwt.jwks-url",
            station.url().toString(),
            "auth.jwt.jwks-pause",
            "1s",
            "auth.jwt.ca-file",
            trusted.toString())) {
      comesTo(broker, token, ReasonCode.SERVER_UNAVAILABLE);
      trust("right");
      broker.reload();
      comesTo(broker, token, ReasonCode.SUCCESS);
    }
  }
}
