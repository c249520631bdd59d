package io.heddle.spec.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who comes in with which user name and password. */
class LoginSpec {
  @RegisterExtension
  final Stage stage =
      Stage.with(
          "auth.password-file", GateFiles.PASSWORDS, "anonymous", "deny", "auth.failures", "0");

  private Login login(Version version) {
    return Login.of(version, stage.name("c"));
  }

  private Packet.Connack refused(Version version, Login login, ReasonCode reason) {
    Client client = stage.open(version);
    client.send(login.packet());
    Packet.Connack connack = client.expectRefused(reason);
    client.expectClosed();
    return connack;
  }

  @ParameterizedTest
  @EnumSource
  void theRightPassword(Version version) {
    stage.connect(login(version).credentials("alice", GateFiles.WORD_OF_ALICE)).fence();
    stage.connect(login(version).credentials("bob", GateFiles.WORD_OF_BOB)).fence();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.1.4-2")
  @Tag("5.0/MQTT-3.2.2-7")
  @Tag("3.1.1/MQTT-3.2.2-5")
  void aWrongOneAndAWrongNameAreRefusedAlike(Version version) {
    ReasonCode bad = ReasonCode.BAD_USER_NAME_OR_PASSWORD;
    Packet.Connack wrong = refused(version, login(version).credentials("alice", "wonder"), bad);
    Packet.Connack unknown = refused(version, login(version).credentials("mallory", "x"), bad);
    assertEquals(wrong, unknown);
    assertEquals(Properties.NONE, wrong.properties(), "why is told to the log alone");
  }

  @Test
  void aNameWithoutAPassword() {
    refused(
        Version.MQTT_5_0,
        login(Version.MQTT_5_0).credentials("alice", null),
        ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  @ParameterizedTest
  @EnumSource
  void whoNamesNobodyIsAnonymous(Version version) {
    refused(version, login(version), ReasonCode.NOT_AUTHORIZED);
  }

  /** In the bytes of the older versions: 4 and 5. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"'me' 'x', 4", "'alice' 'x', 4"})
  void theReturnCodeOfOlderVersions(String credentials, int code) {
    Client client = stage.open(Version.MQTT_3_1_1);
    client.sendRaw("10 {'MQTT' 04 c2 0000 'c' " + credentials + "}");
    client.expectRaw("20 02 00 0" + code);
    client = stage.open(Version.MQTT_3_1_1);
    client.sendRaw("10 {'MQTT' 04 02 0000 'c'}");
    client.expectRaw("20 02 00 05");
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-6")
  void whoIsRefusedTakesOverNobody() {
    String clientId = stage.name("c");
    Client alice = stage.connect(Login.v5(clientId).credentials("alice", GateFiles.WORD_OF_ALICE));
    Client stranger = stage.open();
    stranger.send(
        Login.v5(clientId).credentials("alice", "wonder").packet(),
        Packets.subscribe(1, Packets.to("#", Packets.QOS_0)));
    stranger.expectRefused(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    stranger.expectClosed();
    alice.fence();
  }
}
