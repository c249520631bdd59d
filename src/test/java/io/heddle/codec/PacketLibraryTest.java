package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.spec.golden.Annotated;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the codec owes to those who write clients, proxies and tests, on its own. */
class PacketLibraryTest {
  private static byte[] published(int payload) {
    return PacketEncoder.encode(
        Packet.Publish.of(TopicName.of("a"), Bytes.wrap(new byte[payload]), Qos.AT_MOST_ONCE, 0),
        Version.MQTT_5_0);
  }

  /** A selector's loop: bytes come in pieces that know nothing of packets. */
  @ParameterizedTest
  @EnumSource
  void packetsComeOutOfABufferThatIsBeingFilled(Version version) throws MalformedPacket {
    RandomPackets packets = new RandomPackets(new Random(11), version);
    List<Packet> sent = Stream.generate(packets::next).limit(500).toList();
    PacketDecoder decoder = new PacketDecoder(version);
    Random random = new Random(12);
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    List<Packet> received = new ArrayList<>();
    for (Packet packet : sent) {
      ByteBuffer frame = ByteBuffer.wrap(PacketEncoder.encode(packet, version));
      while (frame.hasRemaining()) {
        int piece = Math.min(frame.remaining(), 1 + random.nextInt(50));
        buffer.put(frame.slice(frame.position(), piece));
        frame.position(frame.position() + piece);
        buffer.flip();
        for (Packet next; (next = decoder.next(buffer, Framing.MAX_PACKET_SIZE)) != null; ) {
          received.add(next);
        }
        buffer.compact();
      }
    }
    assertEquals(sent, received);
  }

  @Test
  void aBufferWithoutAWholePacketStaysAsItIs() throws MalformedPacket {
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_5_0);
    byte[] packet = published(20);
    for (int cut = 0; cut < packet.length; cut++) {
      ByteBuffer some = ByteBuffer.allocate(cut + 3).position(3).put(3, packet, 0, cut);
      assertNull(decoder.next(some, 100));
      assertEquals(3, some.position());
      assertEquals(cut < 2 ? 0 : packet.length, Framing.packetLength(some, 100));
    }
  }

  /** Neither the bytes nor the room for them are waited for. */
  @Test
  void whatIsTooLargeIsRefusedByItsHeader() {
    byte[] header = Annotated.bytes("30 8101");
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_5_0);
    ByteBuffer buffer = ByteBuffer.wrap(header);
    assertEquals(
        ReasonCode.PACKET_TOO_LARGE,
        assertThrows(MalformedPacket.class, () -> decoder.next(buffer, 100)).reason());
    assertEquals(0, buffer.position());
    InputStream in = new ByteArrayInputStream(header);
    PacketReader reader = new PacketReader(in, decoder, 100);
    assertEquals(
        ReasonCode.PACKET_TOO_LARGE, assertThrows(MalformedPacket.class, reader::read).reason());
  }

  @Test
  void aReaderThatCouldReadNothingIsTheCallersMistake() {
    PacketDecoder decoder = new PacketDecoder(Version.MQTT_5_0);
    assertThrows(
        IllegalArgumentException.class,
        () -> new PacketReader(InputStream.nullInputStream(), decoder, 1));
  }

  /** A client that waits for messages says PINGREQ when the stream's time-out is over. */
  @Test
  void readingGoesOnAfterATimeOut() throws Exception {
    byte[] packet = published(10);
    InputStream late =
        new InputStream() {
          private int next;
          private boolean told;

          @Override
          public int read() {
            throw new AssertionError("bytes are read in arrays");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (next == 5 && !told) {
              told = true;
              throw new SocketTimeoutException();
            }
            target[offset] = packet[next++];
            return 1;
          }
        };
    PacketReader reader = new PacketReader(late, new PacketDecoder(Version.MQTT_5_0), 100);
    assertThrows(SocketTimeoutException.class, reader::read);
    Packet.Publish message = (Packet.Publish) reader.read();
    assertEquals(10, message.payload().length());
  }

  /** A proxy with thousands of connections does not keep the largest packet of each. */
  @Test
  void aLargeBufferIsGivenBackWhenItIsEmpty() throws Exception {
    List<Integer> asked = new ArrayList<>();
    InputStream packets =
        new SequenceInputStream(
            new ByteArrayInputStream(published(300_000)), new ByteArrayInputStream(published(1)));
    InputStream in =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("bytes are read in arrays");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            asked.add(target.length);
            return packets.read(target, offset, length);
          }
        };
    PacketReader reader = new PacketReader(in, new PacketDecoder(Version.MQTT_5_0), 400_000);
    reader.read();
    assertTrue(asked.getLast() >= 300_000, asked::toString);
    assertTrue(asked.stream().allMatch(size -> size <= 400_000), asked::toString);
    reader.read();
    assertEquals(4096, asked.getLast());
  }

  /** Cut to the bytes that there are, they would say something else. */
  @ParameterizedTest
  @CsvSource({
    "RECEIVE_MAXIMUM, 65536",
    "MESSAGE_EXPIRY_INTERVAL, 4294967296",
    "SUBSCRIPTION_IDENTIFIER, 268435456",
    "MAXIMUM_QOS, 256",
    "TOPIC_ALIAS, -1"
  })
  void aNumberThatDoesNotFitIsRefused(Property property, long value) {
    Properties.Builder builder = Properties.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(property, value));
  }

  @Test
  void aPacketDoesNotChangeWithTheListItWasMadeOf() {
    List<Subscription> wanted =
        new ArrayList<>(List.of(Subscription.of(TopicFilter.of("a"), Qos.AT_MOST_ONCE)));
    Packet.Subscribe subscribe = new Packet.Subscribe(1, Properties.NONE, wanted);
    wanted.clear();
    assertEquals(1, subscribe.subscriptions().size());
    List<ReasonCode> reasons = new ArrayList<>(List.of(ReasonCode.SUCCESS));
    Packet.Suback suback = subscribe.suback(reasons);
    reasons.clear();
    assertEquals(1, suback.reasons().size());
  }
}
