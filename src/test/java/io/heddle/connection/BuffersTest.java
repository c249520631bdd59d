package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.PacketCounts;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory that connections hold for bytes on their way, in and out. */
class BuffersTest {
  private static final int LIMIT = 1 << 20;

  private final Buffers buffers = new Buffers(LIMIT);
  private final MemoryLink link = new MemoryLink("test");
  private final Inbox inbox =
      new Inbox(link, buffers, new PacketDecoder(Version.MQTT_5_0), 10_000_000, tally());

  @BeforeEach
  void know() {
    inbox.known(10_000_000);
  }

  private static byte[] publish(int payload) {
    Packet packet =
        new Packet.Publish(
            false,
            Qos.AT_MOST_ONCE,
            false,
            TopicName.of("t"),
            0,
            Properties.NONE,
            Bytes.wrap(new byte[payload]));
    return PacketEncoder.encode(packet, Version.MQTT_5_0);
  }

  private void send(byte[] bytes, int count) {
    link.wire().send(Arrays.copyOf(bytes, count));
  }

  private void readAll(int count) throws Exception {
    long total = 0;
    while (total < count) {
      assertNull(inbox.poll());
      assertTrue(inbox.read());
      total += inbox.takeReceived();
    }
  }

  @Test
  void anAnnouncementOfMuchTakesNoLargeBuffer() throws Exception {
    send(publish(9_000_000), 1000);
    readAll(1000);
    assertEquals(LIMIT, buffers.left());
  }

  @Test
  void whatIsHeldForAPacketIsAtMostFourTimesOfWhatCame() throws Exception {
    byte[] bytes = publish(500_000);
    send(bytes, 100_000);
    readAll(100_000);
    assertTrue(LIMIT - buffers.left() <= 400_000, () -> "held " + (LIMIT - buffers.left()));
    link.wire().send(Arrays.copyOfRange(bytes, 100_000, bytes.length));
    readAll(bytes.length - 100_000);
    assertInstanceOf(Packet.Publish.class, inbox.poll());
    inbox.release();
    assertEquals(LIMIT, buffers.left());
  }

  @Test
  void aPacketForWhichThereIsNoMemoryEndsItsConnectionAlone() throws Exception {
    byte[] held = buffers.borrow(LIMIT - 100_000);
    send(publish(500_000), 400_000);
    Farewell farewell = assertThrows(Farewell.class, () -> readAll(400_000));
    assertEquals(ReasonCode.QUOTA_EXCEEDED, farewell.reason());
    inbox.release();
    buffers.giveBack(held);
    assertEquals(LIMIT, buffers.left());
  }

  @Test
  void afterABurstAndAFewBytesMoreALargeBufferIsLetGo() throws Exception {
    byte[] one = publish(100);
    for (int i = 0; i < 100; i++) {
      send(one, one.length);
    }
    int packets = 0;
    while (packets < 100) {
      Packet packet = inbox.poll();
      packets += packet == null ? 0 : 1;
      assertTrue(packet != null || inbox.read());
    }
    send(one, 50);
    assertNull(inbox.poll());
    assertTrue(inbox.read());
    link.wire().send(Arrays.copyOfRange(one, 50, 60));
    assertNull(inbox.poll());
    assertTrue(inbox.read());
    assertEquals(LIMIT, buffers.left());
    link.wire().send(Arrays.copyOfRange(one, 60, one.length));
    assertTrue(inbox.read());
    assertNotNull(inbox.poll());
  }

  private static final int BEGUN = 40_000;

  /** Somebody who has sent a part of a packet that has 60,000 bytes. */
  private Inbox stranger(int count) throws Exception {
    MemoryLink own = new MemoryLink("test");
    own.wire().send(Arrays.copyOf(publish(60_000), count));
    Inbox unknown = new Inbox(own, buffers, new PacketDecoder(Version.MQTT_5_0), 100_000, tally());
    for (long total = 0; total < count; total += unknown.takeReceived()) {
      assertNull(unknown.poll());
      assertTrue(unknown.read());
    }
    return unknown;
  }

  @Test
  void whatAStrangerHoldsIsCountedFromFourKilobytesOn() throws Exception {
    stranger(3000);
    assertEquals(LIMIT, buffers.left());
    Inbox gone = stranger(6000);
    assertTrue(buffers.left() <= LIMIT - 6000, () -> "left " + buffers.left());
    gone.release();
    assertEquals(LIMIT, buffers.left());
    Inbox taken = stranger(6000);
    taken.known(100_000);
    assertEquals(LIMIT, buffers.left(), "as with others a small one is not counted");
    taken.release();
    assertEquals(LIMIT, buffers.left());
  }

  @Test
  void strangersTogetherLeaveTheMostToThoseWhoAreKnown() throws Exception {
    List<Inbox> strangers = new ArrayList<>();
    Farewell farewell =
        assertThrows(
            Farewell.class,
            () -> {
              while (strangers.size() < 20) {
                strangers.add(stranger(BEGUN));
              }
            });
    assertEquals(ReasonCode.QUOTA_EXCEEDED, farewell.reason());
    assertTrue(strangers.size() > 2, () -> strangers.size() + " had room");
    assertTrue(buffers.left() >= LIMIT / 4 * 3, () -> "left " + buffers.left());
    byte[] large = publish(500_000);
    send(large, 400_000);
    readAll(400_000);
    strangers.getFirst().release();
    strangers.set(0, stranger(BEGUN));
    strangers.forEach(Inbox::release);
    inbox.release();
  }

  @Test
  void thoseThatAreNotReadLeaveRoomForOthers() {
    Buffers plenty = new Buffers(32 << 20);
    List<OutgoingBuffer> stalled = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      OutgoingBuffer one = new OutgoingBuffer(plenty, tally());
      fill(one);
      stalled.add(one);
    }
    assertTrue(plenty.left() > 8 << 20, () -> "left " + plenty.left());
    OutgoingBuffer other = new OutgoingBuffer(plenty, tally());
    fill(other);
    assertTrue(other.count() >= Buffers.LARGE, () -> "there was room for " + other.count());
    stalled.forEach(OutgoingBuffer::clear);
    other.done(other.take());
    assertEquals(32 << 20, plenty.left());
  }

  @Test
  void aLittleRoomThereIsAlways() {
    byte[] all = buffers.borrow(LIMIT);
    OutgoingBuffer one = new OutgoingBuffer(buffers, tally());
    fill(one);
    assertTrue(one.count() >= 4096);
    assertTrue(one.count() < 8192);
    one.clear();
    buffers.giveBack(all);
    assertEquals(LIMIT, buffers.left());
  }

  private static Tally tally() {
    return new Tally(new PacketCounts());
  }

  private static void fill(OutgoingBuffer buffer) {
    while (buffer.hasRoom(2 << 20)) {
      buffer.append(new byte[1000]);
    }
  }
}
