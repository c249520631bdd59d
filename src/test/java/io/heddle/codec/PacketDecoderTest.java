package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.codec.Packet.Publish;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.golden.Annotated;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decoder remembers: the version, the last topic. */
class PacketDecoderTest {
  private static Packet decode(PacketDecoder decoder, String annotated) throws MalformedPacket {
    byte[] bytes = Annotated.bytes(annotated);
    return decoder.decode(bytes, 0, bytes.length);
  }

  private static ReasonCode refused(PacketDecoder decoder, String annotated) {
    return assertThrows(MalformedPacket.class, () -> decode(decoder, annotated)).reason();
  }

  @Test
  void beforeConnectPacketsAreThoseOf311() throws MalformedPacket {
    PacketDecoder decoder = new PacketDecoder();
    Publish publish = assertInstanceOf(Publish.class, decode(decoder, "30 05 0003 'a/b'"));
    assertEquals("a/b", String.valueOf(publish.topic()));
    assertNull(decoder.version());
    assertEquals(ReasonCode.MALFORMED_PACKET, refused(decoder, "F0 00"));
  }

  /** The connection has to know in which words to refuse. */
  @ParameterizedTest
  @CsvSource({
    "10 0D 0004 'MQTT' 03 02 003C 0001 'a', MQTT_3_1_1",
    "10 0D 0004 'MQTT' 00 02 003C 0001 'a', MQTT_3_1_1",
    "10 0D 0004 'MQTT' 84 02 003C 0001 'a', MQTT_3_1_1",
    "10 0D 0004 'MQTT' 06 02 003C 0001 'a', MQTT_5_0",
    "10 0D 0004 'MQTT' 85 02 003C 0001 'a', MQTT_5_0",
    "10 0F 0006 'MQIsdp' 05 02 003C 0001 'a', MQTT_3_1",
    "10 0D 0004 'HTTP' 05 02 003C 0001 'a', ",
  })
  void aLevelThatDoesNotExistIsRefusedInTheNearest(String connect, Version nearest) {
    // CsvSource takes the apostrophes for its own only around a whole column.
    PacketDecoder decoder = new PacketDecoder();
    assertEquals(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, refused(decoder, connect));
    assertEquals(nearest, decoder.version());
  }

  @Test
  void theVersionIsKnownEvenWhenTheRestOfConnectIsWrong() {
    PacketDecoder decoder = new PacketDecoder();
    assertEquals(
        ReasonCode.MALFORMED_PACKET, refused(decoder, "10 0E 0004 'MQTT' 05 03 003C 00 0001 'a'"));
    assertEquals(Version.MQTT_5_0, decoder.version());
  }

  @Test
  void aSecondConnectChangesNothing() throws MalformedPacket {
    PacketDecoder decoder = new PacketDecoder();
    decode(decoder, "10 0E 0004 'MQTT' 05 02 003C 00 0001 'a'");
    Packet second = decode(decoder, "10 0D 0004 'MQTT' 04 02 003C 0001 'b'");
    assertEquals(Version.MQTT_3_1_1, assertInstanceOf(Packet.Connect.class, second).version());
    assertEquals(Version.MQTT_5_0, decoder.version());
    refused(decoder, "10 0E 0004 'MQTT' 09 02 003C 00 0001 'a'");
    assertEquals(Version.MQTT_5_0, decoder.version());
  }

  private static Object topic(PacketDecoder decoder, String annotated) throws MalformedPacket {
    return assertInstanceOf(Publish.class, decode(decoder, annotated)).topic();
  }

  @Test
  void theSameTopicAgainIsTheSameObject() throws MalformedPacket {
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_3_1_1);
    Object first = topic(decoder, "30 06 0003 'a/b' 01");
    assertSame(first, topic(decoder, "32 08 0003 'a/b' 0001 02"));
    Object other = topic(decoder, "30 05 0003 'a/c'");
    assertFalse(other.equals(first));
    assertSame(other, topic(decoder, "30 05 0003 'a/c'"));
    assertFalse(topic(decoder, "30 04 0002 'a/'").equals(other));
  }

  @Test
  void aLongTopicIsNotKept() throws MalformedPacket {
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_3_1_1);
    String publish = "30 AE02 012C 61*300";
    Object first = topic(decoder, publish);
    Object second = topic(decoder, publish);
    assertEquals(first, second);
    assertNotSame(first, second);
  }

  @Test
  void aSliceOutsideTheArrayIsTheCallersMistake() {
    PacketDecoder decoder = new PacketDecoder();
    assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[2], 1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[2], -1, 2));
  }

  @Test
  void aReadOnlyBufferIsReadToo() throws MalformedPacket {
    ByteBuffer buffer = ByteBuffer.wrap(Annotated.bytes("FF C0 00 FF")).asReadOnlyBuffer();
    assertEquals(new Packet.Pingreq(), new PacketDecoder().decode(buffer.position(1).limit(3)));
    assertEquals(3, buffer.position());
  }

  /** It may end in a log, where nobody's bytes should be. */
  @Test
  void aRefusalQuotesNothing() {
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_5_0);
    for (String packet :
        new String[] {"30 09 0006 'secr+t' 00", "82 0C 0001 00 0006 'secr+t' 00"}) {
      MalformedPacket refusal = assertThrows(MalformedPacket.class, () -> decode(decoder, packet));
      assertFalse(refusal.getMessage().contains("secr"), refusal.getMessage());
    }
  }
}
