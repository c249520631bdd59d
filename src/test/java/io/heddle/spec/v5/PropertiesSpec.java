package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Properties: where each may stand, how often, and with which values; and what CONNECT asks for
 * with them.
 */
class PropertiesSpec {
  @RegisterExtension final Stage stage = Stage.with("subscribe.deny", "test/nosubscribe");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "unknown property in CONNECT; 10 {'MQTT' 05 02 0000 {04 00} 'c'}; 81",
        "identifier 0; 10 {'MQTT' 05 02 0000 {00} 'c'}; 81",
        "property of PUBLISH; 10 {'MQTT' 05 02 0000 {01 00} 'c'}; 81",
        "property of CONNACK; 10 {'MQTT' 05 02 0000 {24 01} 'c'}; 81",
        "property of CONNECT in the Will; 10 {'MQTT' 05 06 0000 00 'c' {11 00000001} 't' 'p'}; 81",
        "Topic Alias in the Will; 10 {'MQTT' 05 06 0000 00 'c' {23 0001} 't' 'p'}; 81",
        "cut short; 10 {'MQTT' 05 02 0000 {11 000000} 'c'}; 81",
        "Session Expiry Interval twice; 10 {'MQTT' 05 02 0000 {11 00000001 11 00000001} 'c'}; 82",
        "Receive Maximum twice; 10 {'MQTT' 05 02 0000 {21 0001 21 0001} 'c'}; 82",
        "Receive Maximum 0; 10 {'MQTT' 05 02 0000 {21 0000} 'c'}; 82",
        "Maximum Packet Size twice; 10 {'MQTT' 05 02 0000 {27 00001000 27 00001000} 'c'}; 82",
        "Maximum Packet Size 0; 10 {'MQTT' 05 02 0000 {27 00000000} 'c'}; 82",
        "Topic Alias Maximum twice; 10 {'MQTT' 05 02 0000 {22 0001 22 0001} 'c'}; 82",
        "Request Response Information 2; 10 {'MQTT' 05 02 0000 {19 02} 'c'}; 82",
        "Request Response Information twice; 10 {'MQTT' 05 02 0000 {19 01 19 01} 'c'}; 82",
        "Request Problem Information 2; 10 {'MQTT' 05 02 0000 {17 02} 'c'}; 82",
        "Request Problem Information twice; 10 {'MQTT' 05 02 0000 {17 01 17 01} 'c'}; 82",
        "Authentication Method twice; 10 {'MQTT' 05 02 0000 {15 'm' 15 'm'} 'c'}; 82",
        "Will Delay Interval twice; 10 {'MQTT' 05 06 0000 00 'c' {18 00000001 18 00000001} 't' 'p'}; 82",
        "Payload Format Indicator 2 in the Will; 10 {'MQTT' 05 06 0000 00 'c' {01 02} 't' 'p'}; 82",
        "Payload Format Indicator twice in the Will; 10 {'MQTT' 05 06 0000 00 'c' {01 01 01 01} 't' 'p'}; 82",
        "Content Type twice in the Will; 10 {'MQTT' 05 06 0000 00 'c' {03 'a' 03 'a'} 't' 'p'}; 82",
        "Message Expiry Interval twice in the Will; 10 {'MQTT' 05 06 0000 00 'c' {02 00000001 02 00000001} 't' 'p'}; 82",
        "Correlation Data twice in the Will; 10 {'MQTT' 05 06 0000 00 'c' {09 'a' 09 'a'} 't' 'p'}; 82",
      })
  @Tag("5.0/MQTT-3.1.4-1")
  @Tag("5.0/MQTT-4.13.1-1")
  void connectWithWrongPropertiesIsRefused(String name, String raw, String reason) {
    Client client = stage.open();
    client.sendRaw(raw);
    client.expectTurnedAway(ReasonCode.of(Integer.parseInt(reason, 16)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "unknown property; 30 {'a' {05 00}}; 81",
        "unknown property of two bytes; 30 {'a' {FF01 00}}; 81",
        "property of CONNECT; 30 {'a' {11 00000001}}; 81",
        "Reason String in PUBLISH; 30 {'a' {1F 'r'}}; 81",
        "Payload Format Indicator 2; 30 {'a' {01 02}}; 82",
        "Payload Format Indicator twice; 30 {'a' {01 01 01 01}}; 82",
        "Message Expiry Interval twice; 30 {'a' {02 00000001 02 00000001}}; 82",
        "Topic Alias twice; 30 {'a' {23 0001 23 0001}}; 82",
        "Topic Alias 0; 30 {'a' {23 0000}}; 94",
        "Response Topic twice; 30 {'a' {08 'b' 08 'b'}}; 82",
        "Correlation Data twice; 30 {'a' {09 'b' 09 'b'}}; 82",
        "Content Type twice; 30 {'a' {03 'b' 03 'b'}}; 82",
        "Content Type in SUBSCRIBE; 82 {0001 {03 'b'} 'a' 00}; 81",
        "Reason String in SUBSCRIBE; 82 {0001 {1F 'b'} 'a' 00}; 81",
        "Subscription Identifier in UNSUBSCRIBE; A2 {0001 {0B 01} 'a'}; 81",
        "Reason String twice in PUBACK; 40 {0001 00 {1F 'r' 1F 'r'}}; 82",
        "Content Type in PUBACK; 40 {0001 00 {03 'r'}}; 81",
        "Content Type in PUBREC; 50 {0001 00 {03 'r'}}; 81",
        "Content Type in PUBREL; 62 {0001 00 {03 'r'}}; 81",
        "Content Type in PUBCOMP; 70 {0001 00 {03 'r'}}; 81",
        "Session Expiry Interval twice in DISCONNECT; E0 {00 {11 00000000 11 00000000}}; 82",
        "Reason String twice in DISCONNECT; E0 {00 {1F 'r' 1F 'r'}}; 82",
        "Receive Maximum in DISCONNECT; E0 {00 {21 0001}}; 81",
        "User Property cut short; 30 {'a' {26 'n'}}; 81",
        "value beyond the properties; 30 {'a' 03 02 0000 0001}; 81",
      })
  @Tag("5.0/MQTT-4.13.1-1")
  void wrongPropertiesEndTheConnection(String name, String raw, String reason) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(ReasonCode.of(Integer.parseInt(reason, 16)));
  }

  @Test
  @Tag("5.0/MQTT-1.5.7-1")
  void userPropertiesMayStandInEveryPacketOfAClient() {
    String topic = stage.name("t");
    Client client = stage.open();
    String user = "26 'n' 'v' 26 'n' 'v'";
    client.sendRaw(
        "10 {'MQTT' 05 06 0000 {%s} '%s' {%s} 'w' 'p'}".formatted(user, stage.name("c"), user));
    client.expectConnack();
    client.sendRaw("82 {0001 {%s} '%s' 02}".formatted(user, topic));
    client.expect(Packet.Suback.class);
    client.sendRaw("34 {'%s' 0002 {%s}}".formatted(topic, user));
    client.await(Packet.Pubrec.class);
    client.sendRaw("62 {0002 00 {%s}}".formatted(user));
    client.await(Packet.Pubcomp.class);
    int id = client.await(Packet.Publish.class).packetId();
    client.sendRaw("50 {%04x 00 {%s}}".formatted(id, user));
    client.expect(Packets.pubrel(id));
    client.sendRaw("70 {%04x 00 {%s}}".formatted(id, user));
    client.sendRaw("A2 {0003 {%s} '%s'}".formatted(user, topic));
    client.expect(Packet.Unsuback.class);
    client.expectNothingMore();
    client.sendRaw("E0 {00 {%s}}".formatted(user));
    client.expectClosed();
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  @Tag("5.0/MQTT-3.1.2-28")
  void responseInformationOnlyOnRequest(long request) {
    Login login = Login.v5(stage.name("c"));
    if (request >= 0) {
      login.with(Property.REQUEST_RESPONSE_INFORMATION, request);
    }
    Packet.Connack connack = stage.open().connect(login);
    assertNull(connack.properties().string(Property.RESPONSE_INFORMATION));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-28")
  void responseInformationMayBeAskedFor() {
    stage
        .connect(Login.v5(stage.name("c")).with(Property.REQUEST_RESPONSE_INFORMATION, 1))
        .expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-29")
  void noProblemInformationWhereNoneIsWanted() {
    String topic = stage.name("t");
    Client client =
        stage.connect(Login.v5(stage.name("c")).with(Property.REQUEST_PROBLEM_INFORMATION, 0));
    // ServerLaws refuses a Reason String or User Property in any of these answers.
    client.send(publish(topic, "nobody", QOS_1, 1), publish(topic, "nobody", QOS_2, 2));
    client.expect(Packet.Puback.class);
    client.expect(Packet.Pubrec.class);
    client.send(Packets.pubrel(99), Packets.pubrec(98));
    assertTrue(client.expect(Packet.Pubcomp.class).reason().isError());
    assertTrue(client.expect(Packet.Pubrel.class).reason().isError());
    client.send(Packets.subscribe(3, Packets.to("test/nosubscribe", QOS_0)));
    assertTrue(client.expect(Packet.Suback.class).reasons().getFirst().isError());
    client.send(Packets.unsubscribe(4, topic));
    client.expect(Packet.Unsuback.class);
    client.subscribe(topic, QOS_0);
    stage
        .connect()
        .publish(Packets.with(publish(topic, "x", QOS_0, 0), Packets.properties().user("n", "v")));
    assertEquals(1, client.expectPublish(topic, "x").properties().userProperties().size());
  }

  @Test
  @Tag("5.0/MQTT-2.2.2-1")
  void connackTellsItsPropertyLength() {
    Client client = stage.open();
    client.connect(Login.v5(stage.name("c")));
    byte[] frame = client.frame();
    assertTrue(frame.length < 128 + 5, Raw.show(frame));
    assertEquals(frame.length - 5, frame[4], "Property Length");
    assertFalse(frame[4] < 0);
  }
}
