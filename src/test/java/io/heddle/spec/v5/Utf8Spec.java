package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * UTF-8 Encoded Strings, section 1.5.4: what is ill-formed is refused wherever a string stands, and
 * what is well-formed is kept.
 */
class Utf8Spec {
  @RegisterExtension final Stage stage = Stage.plain();

  /**
   * Four bytes that are a string of the right length, but no text: each stands for @ in the packets
   * below.
   */
  private static final String[][] ILL = {
    {"high surrogate U+D800", "0003 EDA080"},
    {"low surrogate U+DFFF", "0003 EDBFBF"},
    {"overlong slash", "0002 C0AF"},
    {"above U+10FFFF", "0004 F4908080"},
    {"lone continuation", "0001 80"},
    {"cut short", "0002 61C3"},
    {"Latin-1", "0001 E9"},
    {"U+0000", "0003 610062"},
  };

  private static final String[][] PLACES = {
    {"Topic Name", "30", "@ 00 <x>"},
    {"Topic Name of QoS 1", "32", "@ 0001 00 <x>"},
    {"Response Topic", "30", "'a' {08 @} <x>"},
    {"Content Type", "30", "'a' {03 @} <x>"},
    {"User Property's name", "30", "'a' {26 @ 'v'} <x>"},
    {"User Property's value", "30", "'a' {26 'n' @} <x>"},
    {"Topic Filter of SUBSCRIBE", "82", "0001 00 @ 00"},
    {"User Property of SUBSCRIBE", "82", "0001 {26 @ 'v'} 'a' 00"},
    {"Topic Filter of UNSUBSCRIBE", "A2", "0001 00 @"},
    {"Reason String of DISCONNECT", "E0", "00 {1F @}"},
  };

  private static final String[][] CONNECT_PLACES = {
    {"ClientID", "'MQTT' 05 02 0000 00 @"},
    {"User Property", "'MQTT' 05 02 0000 {26 'n' @} 'c'"},
    {"Authentication Method", "'MQTT' 05 02 0000 {15 @} 'c'"},
    {"Will Topic", "'MQTT' 05 06 0000 00 'c' 00 @ 'p'"},
    {"Will's Content Type", "'MQTT' 05 06 0000 00 'c' {03 @} 't' 'p'"},
    {"User Name", "'MQTT' 05 82 0000 00 'c' @"},
  };

  static Stream<Arguments> packets() {
    return Stream.of(PLACES)
        .flatMap(place ->
            Stream.of(ILL)
                .map(ill -> arguments(place[0], ill[0], place[1], place[2].replace("@", ill[1]))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("packets")
  @Tag("5.0/MQTT-1.5.4-1")
  @Tag("5.0/MQTT-1.5.4-2")
  @Tag("5.0/MQTT-1.5.7-1")
  @Tag("5.0/MQTT-3.3.2-1")
  @Tag("5.0/MQTT-3.3.2-13")
  @Tag("5.0/MQTT-3.3.2-19")
  @Tag("5.0/MQTT-3.8.3-1")
  @Tag("5.0/MQTT-3.10.3-1")
  @Tag("5.0/MQTT-4.7.3-2")
  void illFormedStringIsMalformed(String place, String ill, String first, String rest) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(Integer.parseInt(first, 16), rest));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
  }

  static Stream<Arguments> connects() {
    return Stream.of(CONNECT_PLACES)
        .flatMap(place ->
            Stream.of(ILL).map(ill -> arguments(place[0], ill[0], place[1].replace("@", ill[1]))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("connects")
  @Tag("5.0/MQTT-1.5.4-1")
  @Tag("5.0/MQTT-1.5.4-2")
  @Tag("5.0/MQTT-1.5.7-1")
  @Tag("5.0/MQTT-3.1.3-4")
  @Tag("5.0/MQTT-3.1.3-11")
  @Tag("5.0/MQTT-3.1.3-12")
  void illFormedStringInConnectIsMalformed(String place, String ill, String rest) {
    Client client = stage.open();
    client.sendRaw(Raw.packet(0x10, rest));
    client.expectTurnedAway(ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-1.5.4-3")
  @Tag("5.0/MQTT-4.7.3-4")
  void byteOrderMarkIsCharacterAnywhere() {
    String plain = stage.name("bom");
    String marked = "\uFEFF" + plain + "/\uFEFFx";
    Client subscriber = stage.connect();
    subscriber.subscribe(marked, QOS_0);
    subscriber.subscribe(plain + "/x", QOS_0);
    Client publisher = stage.connect();
    publisher.publish(
        Packets.with(
            Packets.publish(marked, "with"),
            Packets.properties()
                .add(Property.CONTENT_TYPE, "\uFEFFtext")
                .user("\uFEFFn", "v\uFEFF")));
    publisher.publish(plain + "/x", "without", QOS_0);
    var publish = subscriber.expectPublish(marked, "with");
    assertEquals("\uFEFFtext", publish.properties().string(Property.CONTENT_TYPE));
    assertEquals("\uFEFFn", publish.properties().userProperties().getFirst().name());
    assertEquals("v\uFEFF", publish.properties().userProperties().getFirst().value());
    subscriber.expectPublish(plain + "/x", "without");
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-1.5.4-3")
  void byteOrderMarkDistinguishesClients() {
    String id = stage.name("bom");
    Client plain = stage.connect(Login.v5(id));
    Client marked = stage.connect(Login.v5("\uFEFF" + id));
    plain.fence();
    marked.fence();
  }

  @Test
  @Tag("5.0/MQTT-1.5.4-1")
  @Tag("5.0/MQTT-4.7.3-4")
  void textOfEveryLengthIsForwardedByteForByte() {
    String topic = stage.name("t") + "/é€\uD83D\uDE00/Å/A\u030A";
    Client client = stage.connect();
    client.subscribe(topic, QOS_0);
    client.send(Packets.publish(topic, "composed or not is not the server's business"));
    client.expectPublish(topic, "composed or not is not the server's business");
    client.send(Packets.publish(topic.replace("A\u030A", "\u00C5"), "another topic"));
    client.expectNothingMore();
  }
}
