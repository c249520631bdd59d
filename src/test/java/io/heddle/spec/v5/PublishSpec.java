package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.UserProperty;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PUBLISH: its Topic Name, and the properties that reach every subscriber as they were sent. */
class PublishSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  @RegisterExtension final Stage checking = Stage.with("mqtt.check-payload-format", "true");

  private final String topic = stage.name("t");

  private static Properties.Builder everything() {
    return properties()
        .user("b", "2")
        .add(Property.PAYLOAD_FORMAT_INDICATOR, 1)
        .add(Property.CONTENT_TYPE, "text/plain; é")
        .user("a", "1")
        .add(Property.RESPONSE_TOPIC, "answers/here")
        .add(Property.CORRELATION_DATA, Bytes.copyOf(new byte[] {0, -1, 127, 0}))
        .user("b", "1")
        .user("", "")
        .user("b", "2");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.3.2-4")
  @Tag("5.0/MQTT-3.3.2-15")
  @Tag("5.0/MQTT-3.3.2-16")
  @Tag("5.0/MQTT-3.3.2-17")
  @Tag("5.0/MQTT-3.3.2-18")
  @Tag("5.0/MQTT-3.3.2-20")
  @Tag("5.0/MQTT-3.3.2-3")
  void propertiesReachAllSubscribersUnchanged(Qos qos) {
    List<Client> subscribers = List.of(stage.connect(), stage.connect(), stage.connect());
    subscribers.get(0).subscribe(topic, QOS_0);
    subscribers.get(1).subscribe(topic, QOS_1);
    subscribers.get(2).subscribe(topic, QOS_2);
    stage.connect().publish(with(publish(topic, "x", qos, qos == QOS_0 ? 0 : 1), everything()));
    for (Client subscriber : subscribers) {
      unchanged(subscriber.expectPublish(topic, "x").properties());
    }
  }

  @Test
  @Tag("5.0/MQTT-3.3.2-4")
  @Tag("5.0/MQTT-3.3.2-15")
  @Tag("5.0/MQTT-3.3.2-16")
  @Tag("5.0/MQTT-3.3.2-17")
  @Tag("5.0/MQTT-3.3.2-18")
  @Tag("5.0/MQTT-3.3.2-20")
  void propertiesOfRetainedMessageAreUnchangedToo() {
    stage.connect().publish(Packets.retained(with(publish(topic, "x", QOS_1, 1), everything())));
    Client subscriber = stage.connect();
    subscriber.subscribe(topic, QOS_1);
    unchanged(subscriber.expectPublish(topic, "x").properties());
  }

  private static void unchanged(Properties got) {
    assertEquals(1, got.number(Property.PAYLOAD_FORMAT_INDICATOR, 0));
    assertEquals("text/plain; é", got.string(Property.CONTENT_TYPE));
    assertEquals("answers/here", got.string(Property.RESPONSE_TOPIC));
    assertEquals(Bytes.copyOf(new byte[] {0, -1, 127, 0}), got.bytes(Property.CORRELATION_DATA));
    assertEquals(
        List.of(
            new UserProperty("b", "2"),
            new UserProperty("a", "1"),
            new UserProperty("b", "1"),
            new UserProperty("", ""),
            new UserProperty("b", "2")),
        got.userProperties());
    assertFalse(got.has(Property.MESSAGE_EXPIRY_INTERVAL));
    assertFalse(got.has(Property.SUBSCRIPTION_IDENTIFIER));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  @Tag("5.0/MQTT-3.3.2-4")
  void payloadFormatIndicatorIsForwarded(long indicator) {
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    client.send(
        with(publish(topic, "x"), properties().add(Property.PAYLOAD_FORMAT_INDICATOR, indicator)));
    assertEquals(
        indicator,
        client.expectPublish(topic, "x").properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0));
  }

  @Test
  @Tag("5.0/MQTT-2.2.2-1")
  void messageWithoutPropertiesIsForwardedWithLength0() {
    Client client = stage.connect();
    client.subscribe(topic, QOS_1);
    stage.connect().publish(topic, "x", QOS_1);
    int id = client.expectPublish(topic, "x").packetId();
    assertEquals(
        Raw.show(Raw.packet(0x32, "'%s' %04x 00 <x>".formatted(topic, id))),
        Raw.show(client.frame()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "#; 30 {'#' 00}",
        "+; 30 {'+' 00}",
        "a/+/b; 30 {'a/+/b' 00}",
        "a/#; 32 {'a/#' 0001 00}",
        "a+; 34 {'a+' 0001 00}",
        "$share/g/#; 30 {'$share/g/#' 00}",
      })
  @Tag("5.0/MQTT-3.3.2-2")
  @Tag("5.0/MQTT-4.7.0-1")
  void topicNameHasNoWildcard(String name, String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    client.expectDisconnect(
        ReasonCode.MALFORMED_PACKET, ReasonCode.TOPIC_NAME_INVALID, ReasonCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a/#'", "'+'", "'a/+'"})
  @Tag("5.0/MQTT-3.3.2-14")
  void responseTopicHasNoWildcard(String response) {
    Client client = stage.connect();
    client.sendRaw("30 {'a' {08 " + response + "}}");
    client.expectDisconnect(
        ReasonCode.MALFORMED_PACKET, ReasonCode.TOPIC_NAME_INVALID, ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-4.7.3-1")
  void emptyTopicNameWithoutAliasIsProtocolError() {
    Client client = stage.connect();
    client.sendRaw("30 {'' 00 <x>}");
    client.expectDisconnect(ReasonCode.PROTOCOL_ERROR);
  }

  @Test
  @Tag("5.0/MQTT-3.3.4-1")
  void nobodyToReceiveIsSuccessStill() {
    Client client = stage.connect();
    client.send(publish(topic, "x", QOS_1, 1), publish(topic, "x", QOS_2, 2));
    List<ReasonCode> fine = List.of(ReasonCode.SUCCESS, ReasonCode.NO_MATCHING_SUBSCRIBERS);
    assertTrue(fine.contains(client.expect(Packet.Puback.class).reason()));
    assertTrue(fine.contains(client.expect(Packet.Pubrec.class).reason()));
  }

  @Test
  @Tag("5.0/MQTT-4.3.3-9")
  @Tag("5.0/MQTT-4.4.0-2")
  @Tag("5.0/MQTT-3.5.2-1")
  void identifierOfRefusedMessageIsNewAgain() {
    Client watcher = checking.connect();
    String checked = checking.name("t");
    watcher.subscribe(checked, QOS_2);
    Client client = checking.connect();
    byte[] bad = Raw.packet(0x34, "'%s' 0005 {01 01} FF".formatted(checked));
    client.sendRaw(bad);
    Packet answer = client.next();
    if (answer instanceof Packet.Disconnect disconnect) {
      assertEquals(ReasonCode.PAYLOAD_FORMAT_INVALID, disconnect.reason());
      return;
    }
    assertEquals(ReasonCode.PAYLOAD_FORMAT_INVALID, ((Packet.Pubrec) answer).reason());
    client.publish(with(publish(checked, "text", QOS_2, 5), everything()));
    watcher.receive(checked, QOS_2, "text");
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.4.2-1")
  void payloadThatIsNotWhatItsFormatSaysIsRefusedWhereChecked() {
    Client client = checking.connect();
    client.sendRaw(Raw.packet(0x32, "'a' 0005 {01 01} C0AF"));
    Packet answer = client.next();
    ReasonCode reason =
        answer instanceof Packet.Puback puback
            ? puback.reason()
            : ((Packet.Disconnect) answer).reason();
    assertEquals(ReasonCode.PAYLOAD_FORMAT_INVALID, reason);
  }
}
