package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.mqtt.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets at random, from a fixed seed, come back from their bytes as they were. */
class RoundTripTest {
  private static final int PACKETS = 20_000;

  @ParameterizedTest
  @EnumSource
  void packetsComeBack(Version version) throws MalformedPacket {
    RandomPackets packets = new RandomPackets(new Random(20_260_101), version);
    PacketDecoder decoder = new PacketDecoder(version);
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = packets.next();
      byte[] bytes = PacketEncoder.encode(packet, version);
      assertEquals(
          bytes.length, Framing.packetLength(bytes, 0, bytes.length, Framing.MAX_PACKET_SIZE));
      assertEquals(packet, decoder.decode(bytes, 0, bytes.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void packetsComeThroughAStreamThatGivesALittleAtATime(Version version) throws Exception {
    RandomPackets packets = new RandomPackets(new Random(7), version);
    List<Packet> sent = new ArrayList<>(Stream.generate(packets::next).limit(500).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketWriter writer = new PacketWriter(out, version);
    for (Packet packet : sent) {
      writer.write(packet);
    }
    PacketReader reader =
        new PacketReader(
            new Trickle(out.toByteArray()), new PacketDecoder(version), Framing.MAX_PACKET_SIZE);
    for (Packet packet : sent) {
      assertEquals(packet, reader.read());
    }
    assertNull(reader.read());
    assertNull(reader.read());
  }

  @Test
  void aStreamThatEndsWithinAPacketIsAnError() throws Exception {
    byte[] bytes = {(byte) 0xC0, 0, 0x40, 2, 0, 7};
    for (int cut = 3; cut < bytes.length; cut++) {
      ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes, cut));
      PacketReader reader = new PacketReader(in, new PacketDecoder(Version.MQTT_5_0), 100);
      assertEquals(new Packet.Pingreq(), reader.read());
      assertThrows(EOFException.class, reader::read);
    }
  }

  @Test
  void anAnnouncedLengthAloneTakesNoMemory() {
    byte[] header = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
    Trickle in = new Trickle(header);
    PacketReader reader =
        new PacketReader(in, new PacketDecoder(Version.MQTT_5_0), Framing.MAX_PACKET_SIZE);
    assertThrows(EOFException.class, reader::read);
    assertEquals(4096, in.mostAsked);
  }

  /** Gives a few bytes a call, and remembers how many it was asked for. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream in;
    private final Random random = new Random(1);
    private int mostAsked;

    Trickle(byte[] bytes) {
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      mostAsked = Math.max(mostAsked, length);
      return in.read(target, offset, Math.min(length, 1 + random.nextInt(300)));
    }
  }
}
