package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reason Codes of acknowledgements. That the server's are defined for their packet is checked by
 * {@code ServerLaws} on every packet of every spec; here they are provoked, and a client's wrong
 * ones are refused.
 */
class AckSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("t");

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "11", "18", "81", "82", "92", "FF"})
  @Tag("5.0/MQTT-3.4.2-1")
  void codesThatAreNotForPubackAreRefused(String code) {
    Client client = receiving(QOS_1);
    client.sendRaw("40 {%04x %s}".formatted(received(client), code));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "11", "18", "81", "82", "92", "FF"})
  @Tag("5.0/MQTT-3.5.2-1")
  void codesThatAreNotForPubrecAreRefused(String code) {
    Client client = receiving(QOS_2);
    client.sendRaw("50 {%04x %s}".formatted(received(client), code));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "10", "80", "91", "FF"})
  @Tag("5.0/MQTT-3.6.2-1")
  void codesThatAreNotForPubrelAreRefused(String code) {
    Client client = stage.connect();
    client.send(publish(topic, "x", QOS_2, 1));
    client.expect(Packet.Pubrec.class);
    client.sendRaw("62 {0001 " + code + "}");
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "10", "80", "91", "FF"})
  @Tag("5.0/MQTT-3.7.2-1")
  void codesThatAreNotForPubcompAreRefused(String code) {
    Client client = receiving(QOS_2);
    int id = received(client);
    client.send(Packets.pubrec(id));
    client.expect(Packets.pubrel(id));
    client.sendRaw("70 {%04x %s}".formatted(id, code));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
  }

  private Client receiving(Qos qos) {
    Client client = stage.connect();
    client.subscribe(topic, qos);
    stage.connect().publish(topic, "x", qos);
    return client;
  }

  private int received(Client client) {
    return client.expectPublish(topic, "x").packetId();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "10", "80", "83", "87", "90", "91", "97", "99",
  })
  @Tag("5.0/MQTT-3.4.2-1")
  @Tag("5.0/MQTT-4.4.0-2")
  void everyCodeOfPubackAcknowledges(String code) {
    Client client = receiving(QOS_1);
    client.sendRaw("40 {%04x %s {1F 'because'}}".formatted(received(client), code));
    client.expectNothingMore();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"80", "83", "87", "90", "91", "97", "99"})
  @Tag("5.0/MQTT-3.5.2-1")
  @Tag("5.0/MQTT-4.3.3-4")
  void refusingPubrecIsNotAnsweredWithPubrel(String code) {
    Client client = receiving(QOS_2);
    client.sendRaw("50 {%04x %s {1F 'because'}}".formatted(received(client), code));
    client.expectNothingMore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40 {%04x}", "40 {%04x 00}", "40 {%04x 00 00}", "40 {%04x 00 {1F ''}}"})
  @Tag("5.0/MQTT-3.4.2-1")
  void pubackMayBeShortOrLong(String raw) {
    Client client = receiving(QOS_1);
    client.sendRaw(raw.formatted(received(client)));
    client.expectNothingMore();
    client.publish(topic, "next", QOS_1);
    client.receive(topic, QOS_1, "next");
  }

  @Test
  @Tag("5.0/MQTT-3.4.2-1")
  @Tag("5.0/MQTT-3.5.2-1")
  @Tag("5.0/MQTT-3.7.2-1")
  void serversAcknowledgementsOfSuccess() {
    Client client = receiving(QOS_1);
    received(client);
    client.send(publish(topic, "1", QOS_1, 1));
    client.await(Packet.Puback.class);
    assertTrue(short0(client.frame()), Raw.show(client.frame()));
    client.send(publish(topic, "2", QOS_2, 2));
    client.await(Packet.Pubrec.class);
    assertTrue(short0(client.frame()), Raw.show(client.frame()));
    client.send(Packets.pubrel(2));
    client.await(Packet.Pubcomp.class);
    assertTrue(short0(client.frame()), Raw.show(client.frame()));
  }

  /** Without Reason Code, or with 0x00. */
  private static boolean short0(byte[] frame) {
    return frame.length == 4 || frame[4] == 0;
  }

  @Test
  @Tag("5.0/MQTT-3.6.2-1")
  void serversPubrelTellsUnknownIdentifier() {
    Client client = stage.connect();
    client.send(Packets.pubrec(4711));
    Packet.Pubrel pubrel = client.expect(Packet.Pubrel.class);
    assertEquals(ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, pubrel.reason());
  }

  @Test
  @Tag("5.0/MQTT-3.4.2-1")
  void acknowledgementOfNothingIsIgnored() {
    Client client = stage.connect();
    client.send(Packets.puback(4711));
    client.send(Packets.pubcomp(4711));
    client.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.5.2-1")
  void refusedPublisherMayUseItsIdentifierAgain() {
    Client client = stage.connect();
    List<ReasonCode> fine = List.of(ReasonCode.SUCCESS, ReasonCode.NO_MATCHING_SUBSCRIBERS);
    for (int i = 0; i < 3; i++) {
      client.send(publish(topic, "x", QOS_2, 1));
      assertTrue(fine.contains(client.expect(Packet.Pubrec.class).reason()));
      client.send(Packets.pubrel(1));
      client.expect(Packets.pubcomp(1));
    }
  }
}
