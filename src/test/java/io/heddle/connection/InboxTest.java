package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.PacketCounts;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.memory.QuietLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes to packets, however they come, in no more memory than they need. */
class InboxTest {
  private static final int LARGEST = 1_000_000;

  private final Buffers buffers = new Buffers(1 << 30);

  /** A link that brings bytes in portions, and remembers for how many it was asked. */
  private static final class Feeding implements QuietLink {
    final List<Integer> asked = new ArrayList<>();
    private final byte[] bytes;
    private final int[] portions;
    private int at;
    private int next;

    Feeding(byte[] bytes, int... portions) {
      this.bytes = bytes;
      this.portions = portions;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      asked.add(length);
      if (at == bytes.length) {
        return -1;
      }
      int portion = next < portions.length ? portions[next++] : length;
      int count = Math.min(Math.min(portion, length), bytes.length - at);
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }
  }

  private Inbox inbox(Link link) {
    Inbox inbox =
        new Inbox(
            link, buffers, new PacketDecoder(Version.MQTT_5_0), 1, new Tally(new PacketCounts()));
    inbox.known(LARGEST);
    return inbox;
  }

  private static byte[] publish(int payload) {
    byte[] bytes = new byte[payload];
    Arrays.fill(bytes, (byte) payload);
    return PacketEncoder.encode(
        new Packet.Publish(
            false,
            Qos.AT_MOST_ONCE,
            false,
            TopicName.of("t"),
            0,
            Properties.NONE,
            Bytes.wrap(bytes)),
        Version.MQTT_5_0);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The payload lengths of all packets; each payload is checked. */
  private static List<Integer> read(Inbox inbox) throws Exception {
    List<Integer> lengths = new ArrayList<>();
    do {
      Packet packet;
      while ((packet = inbox.poll()) != null) {
        Bytes payload = ((Packet.Publish) packet).payload();
        for (int i = 0; i < payload.length(); i++) {
          assertEquals((byte) payload.length(), payload.at(i));
        }
        lengths.add(payload.length());
      }
    } while (inbox.read());
    return lengths;
  }

  @Test
  void splitAtEveryByte() throws Exception {
    byte[] bytes = join(publish(0), publish(5), publish(300), publish(600), publish(1));
    for (int first = 1; first < bytes.length; first++) {
      Inbox inbox = inbox(new Feeding(bytes, first));
      assertEquals(List.of(0, 5, 300, 600, 1), read(inbox), "split at " + first);
      assertEquals(bytes.length, inbox.takeReceived());
      assertEquals(0, inbox.takeReceived());
    }
  }

  @Test
  void byteByByte() throws Exception {
    byte[] bytes = join(publish(5), publish(700), publish(0));
    int[] ones = new int[bytes.length];
    Arrays.fill(ones, 1);
    assertEquals(List.of(5, 700, 0), read(inbox(new Feeding(bytes, ones))));
  }

  @Test
  void manyPacketsInABurst() throws Exception {
    byte[][] packets = new byte[3000][];
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < packets.length; i++) {
      packets[i] = publish(i % 500);
      expected.add(i % 500);
    }
    Feeding link = new Feeding(join(packets));
    assertEquals(expected, read(inbox(link)));
    assertTrue(link.asked.size() < 30, () -> "too many reads: " + link.asked);
  }

  @Test
  void anIdleClientHoldsASmallBuffer() throws Exception {
    byte[] bytes = join(publish(5), publish(2000), publish(5));
    int small = publish(5).length;
    Feeding link = new Feeding(bytes, small, 512, 1000, 10_000);
    read(inbox(link));
    assertEquals(512, link.asked.getFirst());
    assertEquals(512, link.asked.getLast(), () -> "after the burst: " + link.asked);
    assertTrue(link.asked.stream().anyMatch(n -> n > 1000), () -> "within it: " + link.asked);
  }

  @Test
  void aBorrowedBufferIsGivenBack() throws Exception {
    byte[] large = buffers.borrow();
    buffers.giveBack(large);
    Inbox inbox = inbox(new Feeding(join(publish(2000), publish(5)), 512, 100_000, 100));
    read(inbox);
    inbox.release();
    assertTrue(large == buffers.borrow(), "the one there was is free again");
  }

  @Test
  void aGiantPacketGrowsWithItsBytesNotWithItsHeader() throws Exception {
    byte[] bytes = publish(900_000);
    Feeding link = new Feeding(bytes, 10);
    Inbox inbox = inbox(link);
    inbox.read();
    assertNull(inbox.poll());
    inbox.read();
    assertTrue(link.asked.get(1) <= Buffers.LARGE, () -> "a header is no reason: " + link.asked);
    assertEquals(List.of(900_000), read(inbox));
    assertTrue(
        link.asked.stream().allMatch(n -> n <= 900_100), () -> "more than it needs: " + link.asked);
  }

  @Test
  void aPacketAboveTheLimitIsRefusedByItsHeader() throws Exception {
    byte[] header = Arrays.copyOf(publish(LARGEST), 5);
    Inbox inbox = inbox(new Feeding(header));
    inbox.read();
    MalformedPacket refused = assertThrows(MalformedPacket.class, inbox::poll);
    assertEquals(ReasonCode.PACKET_TOO_LARGE, refused.reason());
  }

  @Test
  void theFirstByteIsKnownBeforeThePacketIs() throws Exception {
    Inbox inbox = inbox(new Feeding(new byte[] {0x10}));
    assertFalse(inbox.beginsOtherwise(0x10));
    inbox.read();
    assertFalse(inbox.beginsOtherwise(0x10));
    assertTrue(inbox.beginsOtherwise(0x20));
  }

  @Test
  void theEnd() throws Exception {
    Inbox inbox = inbox(new Feeding(new byte[0]));
    assertFalse(inbox.read());
    assertEquals(0, inbox.takeReceived());
  }
}
