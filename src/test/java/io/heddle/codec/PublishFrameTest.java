package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.codec.Packet.Publish;
import io.heddle.codec.PublishFrame.Layout;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame says what the encoder would say to each receiver. */
class PublishFrameTest {
  private static final int[] NO_IDENTIFIERS = {};
  private static final long NOW = 1_800_000_000_000L;

  private static Packet sent(PublishFrame frame, Version version, boolean dup, int id)
      throws MalformedPacket {
    byte[] target = new byte[frame.length() + 7];
    Arrays.fill(target, (byte) 0xEE);
    assertEquals(frame.length(), frame.copyTo(target, 3, dup, id));
    for (int i : new int[] {0, 1, 2, target.length - 4, target.length - 1}) {
      assertEquals((byte) 0xEE, target[i]);
    }
    return new PacketDecoder(version).decode(target, 3, frame.length());
  }

  private static Layout layout(Version version, Qos qos, boolean retain) {
    return new Layout(version, qos, retain, NO_IDENTIFIERS, 0, true);
  }

  @ParameterizedTest
  @EnumSource
  void everyVersionAndLevel(Version version) throws MalformedPacket {
    TopicName topic = TopicName.of("a/é");
    Message message = Message.of(topic, Bytes.utf8("hello"), Qos.EXACTLY_ONCE);
    for (Qos qos : Qos.values()) {
      for (boolean flag : new boolean[] {false, true}) {
        PublishFrame frame = PublishFrame.encode(message, layout(version, qos, flag), NOW);
        int id = qos == Qos.AT_MOST_ONCE ? 0 : 0xABCD;
        boolean dup = flag && qos != Qos.AT_MOST_ONCE;
        Publish expected =
            new Publish(dup, qos, flag, topic, id, Properties.NONE, message.payload());
        assertEquals(expected, sent(frame, version, flag, 0xABCD));
        assertSame(message.payload(), frame.payload());
        assertEquals(frame.length(), frame.headerLength() + frame.payload().length());
      }
    }
  }

  @Test
  void oneFrameServesManyReceivers() throws MalformedPacket {
    Message message = Message.of(TopicName.of("t"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE);
    PublishFrame frame =
        PublishFrame.encode(message, layout(Version.MQTT_5_0, Qos.AT_LEAST_ONCE, false), NOW);
    byte[] before = frame.header().clone();
    for (int id : new int[] {1, 0x100, 0xFFFF}) {
      Publish publish = (Publish) sent(frame, Version.MQTT_5_0, id == 1, id);
      assertEquals(id, publish.packetId());
      assertEquals(id == 1, publish.dup());
    }
    assertEquals(Bytes.wrap(before), Bytes.wrap(frame.header()));
    int at = frame.packetIdentifierOffset();
    assertEquals(0, before[at] | before[at + 1]);
    assertEquals(5, at);
  }

  @Test
  void qos0HasNoPacketIdentifier() {
    Message message = Message.of(TopicName.of("t"), Bytes.utf8("x"), Qos.AT_MOST_ONCE);
    PublishFrame frame =
        PublishFrame.encode(message, layout(Version.MQTT_3_1_1, Qos.AT_MOST_ONCE, false), NOW);
    assertEquals(-1, frame.packetIdentifierOffset());
    assertEquals(6, frame.length());
  }

  @Test
  void properties() throws MalformedPacket {
    Properties forwarded =
        Properties.builder()
            .user("b", "1")
            .user("a", "é")
            .add(Property.CONTENT_TYPE, "c")
            .user("b", "1")
            .build();
    TopicName topic = TopicName.of("t");
    Message message =
        new Message(topic, Bytes.EMPTY, Qos.AT_MOST_ONCE, false, forwarded, NOW + 5000, "p");
    Layout layout =
        new Layout(
            Version.MQTT_5_0, Qos.AT_MOST_ONCE, false, new int[] {7, 268_435_455}, 65_535, true);
    Publish publish =
        (Publish) sent(PublishFrame.encode(message, layout, NOW), Version.MQTT_5_0, false, 0);
    assertEquals(topic, publish.topic());
    assertEquals(5, publish.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, 0));
    assertEquals(65_535, publish.properties().number(Property.TOPIC_ALIAS, 0));
    assertEquals("[7, 268435455]", Arrays.toString(publish.properties().subscriptionIdentifiers()));
    assertEquals(
        forwarded,
        publish
            .properties()
            .without(
                Property.MESSAGE_EXPIRY_INTERVAL,
                Property.TOPIC_ALIAS,
                Property.SUBSCRIPTION_IDENTIFIER));
  }

  @Test
  void anAliasMayStandForTheTopic() throws MalformedPacket {
    Message message = Message.of(TopicName.of("topic"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE);
    Layout layout =
        new Layout(Version.MQTT_5_0, Qos.AT_LEAST_ONCE, false, NO_IDENTIFIERS, 3, false);
    Publish publish =
        (Publish) sent(PublishFrame.encode(message, layout, NOW), Version.MQTT_5_0, false, 9);
    assertEquals(null, publish.topic());
    assertEquals(9, publish.packetId());
    assertEquals(3, publish.properties().number(Property.TOPIC_ALIAS, 0));
  }

  @Test
  void olderVersionsHaveNothingOfIt() throws MalformedPacket {
    Properties forwarded = Properties.builder().user("a", "b").build();
    Message message =
        new Message(
            TopicName.of("t"),
            Bytes.utf8("x"),
            Qos.AT_MOST_ONCE,
            false,
            forwarded,
            NOW + 5000,
            "p");
    Layout layout =
        new Layout(Version.MQTT_3_1_1, Qos.AT_MOST_ONCE, false, new int[] {7}, 1, false);
    PublishFrame frame = PublishFrame.encode(message, layout, NOW);
    assertEquals(
        new Publish(
            false, Qos.AT_MOST_ONCE, false, message.topic(), 0, Properties.NONE, message.payload()),
        sent(frame, Version.MQTT_3_1_1, false, 0));
  }

  /** A message that has not waited goes on with the interval it came with. */
  @ParameterizedTest
  @CsvSource({
    "5000, 5",
    "4999, 5",
    "4001, 5",
    "4000, 4",
    "1000, 1",
    "1, 1",
    "0, 0",
    "-3000, 0",
    "4294967295000, 4294967295",
    "9999999999999, 4294967295",
  })
  void theExpiryIntervalIsWhatIsLeft(long millis, long seconds) throws MalformedPacket {
    Message message =
        new Message(
            TopicName.of("t"),
            Bytes.EMPTY,
            Qos.AT_MOST_ONCE,
            false,
            Properties.NONE,
            NOW + millis,
            "p");
    PublishFrame frame =
        PublishFrame.encode(message, layout(Version.MQTT_5_0, Qos.AT_MOST_ONCE, false), NOW);
    Publish publish = (Publish) sent(frame, Version.MQTT_5_0, false, 0);
    assertEquals(seconds, publish.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, -1));
  }

  @Test
  void lengthsAroundTheSizesOfTheRemainingLength() throws MalformedPacket {
    Random random = new Random(3);
    for (int size :
        new int[] {
          0, 120, 121, 122, 123, 124, 125, 16_378, 16_379, 16_380, 16_381, 2_097_146, 2_097_147
        }) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      Message message = Message.of(TopicName.of("abc"), Bytes.wrap(payload), Qos.AT_MOST_ONCE);
      for (Version version : Version.values()) {
        PublishFrame frame =
            PublishFrame.encode(message, layout(version, Qos.AT_MOST_ONCE, false), NOW);
        assertEquals(message.payload(), ((Publish) sent(frame, version, false, 0)).payload());
      }
    }
  }

  @Test
  void aTargetThatIsTooSmallIsTheCallersMistake() {
    Message message = Message.of(TopicName.of("t"), Bytes.utf8("x"), Qos.AT_MOST_ONCE);
    PublishFrame frame =
        PublishFrame.encode(message, layout(Version.MQTT_5_0, Qos.AT_MOST_ONCE, false), NOW);
    assertThrows(
        IndexOutOfBoundsException.class, () -> frame.copyTo(new byte[frame.length()], 1, false, 0));
  }
}
