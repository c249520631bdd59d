package io.heddle.connection;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PublishFrame;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One message as each client gets it. */
class RecipientTest {
  private static final int NO_LIMIT = 100_000;

  private final Shuttle shuttle = new Shuttle(0);

  private static Message message(String topic) {
    return Samples.message(topic, "x", AT_MOST_ONCE, "");
  }

  private static Packet.Publish decode(PublishFrame frame, Version version) throws Exception {
    byte[] bytes = new byte[frame.length()];
    frame.copyTo(bytes, 0, false, 7);
    return (Packet.Publish) new PacketDecoder(version).decode(bytes, 0, bytes.length);
  }

  /** Topic (— for none) and alias (0 for none) of the message as this client gets it. */
  private String sent(Recipient recipient, String topic) throws Exception {
    PublishFrame frame = recipient.frame(message(topic), Samples.terms(AT_MOST_ONCE), shuttle);
    if (frame == null) {
      return "nothing";
    }
    Packet.Publish packet = decode(frame, Version.MQTT_5_0);
    return (packet.topic() == null ? "—" : packet.topic().value())
        + " "
        + packet.properties().number(Property.TOPIC_ALIAS, 0);
  }

  @Test
  void clientsWithTheSameLayoutShareAFrame() {
    Message message = message("a");
    Terms terms = Samples.terms(AT_LEAST_ONCE);
    Recipient old = new Recipient(Version.MQTT_3_1, NO_LIMIT, 0);
    PublishFrame frame = old.frame(message, terms, shuttle);
    assertSame(frame, new Recipient(Version.MQTT_3_1_1, 100, 5).frame(message, terms, shuttle));
    PublishFrame other = new Recipient(Version.MQTT_5_0, 100, 0).frame(message, terms, shuttle);
    assertSame(other, new Recipient(Version.MQTT_5_0, 50, 0).frame(message, terms, shuttle));
    assertEquals(frame.length() + 1, other.length());
  }

  @Test
  void subscriptionIdentifiersGoToThoseWhoKnowThem() throws Exception {
    Terms terms = Terms.of(AT_LEAST_ONCE, true, new int[] {3, 5});
    Packet.Publish packet =
        decode(
            new Recipient(Version.MQTT_5_0, NO_LIMIT, 0).frame(message("a"), terms, shuttle),
            Version.MQTT_5_0);
    assertEquals(2, packet.properties().subscriptionIdentifiers().length);
    assertEquals(true, packet.retain());
    Packet.Publish old =
        decode(
            new Recipient(Version.MQTT_3_1_1, NO_LIMIT, 0).frame(message("a"), terms, shuttle),
            Version.MQTT_3_1_1);
    assertEquals(true, old.retain());
    assertEquals(7, old.packetId());
  }

  @Test
  void theFirstTopicsGetTheAliasesAndKeepThem() throws Exception {
    Recipient recipient = new Recipient(Version.MQTT_5_0, NO_LIMIT, 2);
    assertEquals("a 1", sent(recipient, "a"));
    assertEquals("b 2", sent(recipient, "b"));
    assertEquals("c 0", sent(recipient, "c"));
    assertEquals("— 1", sent(recipient, "a"));
    assertEquals("— 2", sent(recipient, "b"));
    assertEquals("c 0", sent(recipient, "c"));
  }

  @Test
  void anAliasThatMakesAMessageTooLargeIsLeftOut() throws Exception {
    // Fixed header 2, topic 2 + 4, property length 1, payload 1: ten bytes; an alias takes three.
    Recipient exact = new Recipient(Version.MQTT_5_0, 10, 5);
    assertEquals("long 0", sent(exact, "long"));
    assertEquals("a 1", sent(exact, "a"), "and the alias is still free");
    assertEquals("— 1", sent(exact, "a"));
  }

  @Test
  void anAliasOfAMessageThatIsNotSentIsNotSet() throws Exception {
    Recipient small = new Recipient(Version.MQTT_5_0, 13, 5);
    assertEquals("nothing", sent(small, "a long topic"));
    assertEquals("abcd 1", sent(small, "abcd"));
    assertEquals("nothing", sent(small, "a long topic"));
    assertEquals("— 1", sent(small, "abcd"));
  }

  @Test
  void theLimitOfThePacketSizeIsExact() {
    Message message = message("abcd");
    Terms terms = Samples.terms(AT_MOST_ONCE);
    assertEquals(
        10, new Recipient(Version.MQTT_5_0, 10, 0).frame(message, terms, shuttle).length());
    assertNull(new Recipient(Version.MQTT_5_0, 9, 0).frame(message, terms, shuttle));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void onlyAClientOf50IsToldWhy(Version version) {
    Recipient recipient = new Recipient(version, NO_LIMIT, 0);
    byte[] goodbye = recipient.goodbye(Farewell.server(ReasonCode.QUOTA_EXCEEDED, "why"));
    assertEquals(version == Version.MQTT_5_0, goodbye != null);
    assertNull(recipient.goodbye(Farewell.client(ReasonCode.SUCCESS)));
    assertNull(recipient.goodbye(Farewell.network("gone")));
  }
}
