package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Version;
import io.heddle.spec.golden.GoldenPacket;
import io.heddle.spec.golden.GoldenPackets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoder, encoder and framing against the golden packets. */
class GoldenPacketsTest {
  private static final byte CONNECT = 0x10;

  static List<GoldenPacket> packets() {
    return GoldenPackets.packets();
  }

  static List<GoldenPacket> refused() {
    return GoldenPackets.refused();
  }

  @ParameterizedTest
  @MethodSource("packets")
  void isRead(GoldenPacket golden) throws MalformedPacket {
    byte[] bytes = golden.bytes();
    assertEquals(
        golden.packet(), new PacketDecoder(golden.version()).decode(bytes, 0, bytes.length));
    assertEquals(bytes.length, Framing.packetLength(bytes, 0, bytes.length, bytes.length));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void isReadInTheMiddleOfABufferAndFromAByteBuffer(GoldenPacket golden) throws MalformedPacket {
    byte[] bytes = golden.bytes();
    byte[] surrounded = new byte[bytes.length + 20];
    Arrays.fill(surrounded, (byte) 0xC3);
    System.arraycopy(bytes, 0, surrounded, 7, bytes.length);
    PacketDecoder decoder = new PacketDecoder(golden.version());
    assertEquals(golden.packet(), decoder.decode(surrounded, 7, bytes.length));
    assertEquals(
        golden.packet(), decoder.decode(ByteBuffer.wrap(surrounded, 7, bytes.length).slice()));
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    assertEquals(golden.packet(), decoder.decode(direct));
    assertEquals(0, direct.remaining());
  }

  @ParameterizedTest
  @MethodSource("packets")
  void isWritten(GoldenPacket golden) throws MalformedPacket {
    byte[] written = PacketEncoder.encode(golden.packet(), golden.version());
    if (golden.canonical()) {
      assertEquals(HexFormat.of().formatHex(golden.bytes()), HexFormat.of().formatHex(written));
    } else {
      assertTrue(written.length <= golden.bytes().length);
      assertEquals(
          golden.packet(), new PacketDecoder(golden.version()).decode(written, 0, written.length));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(GoldenPacket golden) {
    byte[] bytes = golden.bytes();
    boolean first = bytes[0] == CONNECT;
    PacketDecoder decoder = first ? new PacketDecoder() : new PacketDecoder(golden.version());
    MalformedPacket refusal =
        assertThrows(MalformedPacket.class, () -> decoder.decode(bytes, 0, bytes.length));
    assertEquals(golden.reason(), refusal.reason(), refusal.getMessage());
    assertEquals(0, refusal.getStackTrace().length);
    try {
      // Refused for what its name says, and not because the table has a wrong length.
      int length = Framing.packetLength(bytes, 0, bytes.length, bytes.length);
      assertEquals(bytes.length, length, golden.name());
    } catch (MalformedPacket early) {
      assertEquals(golden.reason(), early.reason());
      assertTrue(golden.name().matches("header.*|.*(QoS 3|DUP at QoS 0)"), early.getMessage());
    }
  }

  /** Cut anywhere, or with a byte more, it is another packet at most, never an accident. */
  @ParameterizedTest
  @MethodSource("packets")
  void isRefusedWhenItsLengthIsNotThatOfTheHeader(GoldenPacket golden) {
    byte[] bytes = golden.bytes();
    PacketDecoder decoder = new PacketDecoder(golden.version());
    for (int length = 0; length < Math.min(bytes.length, 200); length++) {
      int cut = length;
      assertThrows(MalformedPacket.class, () -> decoder.decode(bytes, 0, cut));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(MalformedPacket.class, () -> decoder.decode(longer, 0, longer.length));
  }

  @Test
  void everyVersionHasEveryPacketItKnows() {
    for (Version version : EnumSet.allOf(Version.class)) {
      Set<Integer> types =
          packets().stream()
              .filter(golden -> golden.version() == version)
              .map(GoldenPacket::type)
              .collect(Collectors.toSet());
      assertEquals(version == Version.MQTT_5_0 ? 15 : 14, types.size(), version + " has " + types);
    }
  }

  @Test
  void aServerLearnsTheVersionFromConnect() throws MalformedPacket {
    for (Version version : Version.values()) {
      PacketDecoder decoder = new PacketDecoder();
      byte[] connect = GoldenPackets.connect(version).bytes();
      decoder.decode(connect, 0, connect.length);
      assertEquals(version, decoder.version());
      for (GoldenPacket golden : packets()) {
        if (golden.version() == version) {
          assertEquals(golden.packet(), decoder.decode(golden.bytes(), 0, golden.bytes().length));
        }
      }
      assertEquals(version, decoder.version());
    }
  }

  @Test
  void nothingOfTheBufferIsKept() throws MalformedPacket {
    for (GoldenPacket golden : packets()) {
      byte[] bytes = golden.bytes().clone();
      Packet packet = new PacketDecoder(golden.version()).decode(bytes, 0, bytes.length);
      Arrays.fill(bytes, (byte) 0);
      assertEquals(golden.packet(), packet);
      if (golden.canonical()) {
        assertArrayEquals(golden.bytes(), PacketEncoder.encode(packet, golden.version()));
      }
    }
  }
}
