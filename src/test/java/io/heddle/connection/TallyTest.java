package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.api.Breakdown;
import io.heddle.api.Statistics.Packets;
import io.heddle.broker.PacketCounts;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted of one connection is what is counted of all, kind by kind. */
@Timeout(60)
class TallyTest {
  private static final int PINGREQ = 0xC0;
  private static final int CONNECT = 0x10;
  private static final int SUBSCRIBE = 0x82;
  private static final int CLIENTS = 1000;

  private final PacketCounts all = new PacketCounts();
  private final Tally tally = new Tally(all);

  private void told(int firstByte, int length) {
    tally.add(firstByte, length);
    tally.tell();
  }

  @Test
  void nothingIsThereBeforeTheRunIsTold() {
    assertEquals(Breakdown.NONE, tally.breakdown());
    tally.add(PINGREQ, 2);
    assertEquals(Breakdown.NONE, tally.breakdown());
    tally.tell();
    assertEquals(new Packets(1, 2), tally.breakdown().of(PacketType.PINGREQ));
  }

  @Test
  void anotherKindTellsTheRunBefore() {
    tally.add(PINGREQ, 2);
    tally.add(PINGREQ, 2);
    tally.add(0x30, 10);
    assertEquals(Map.of(PacketType.PINGREQ, new Packets(2, 4)), tally.breakdown().packets());
    assertEquals(2, all.packets());
  }

  @Test
  void messagesAreOneTypeAndThreeLevels() {
    told(0x30, 10);
    told(0x31, 11);
    told(0x32, 12);
    told(0x3B, 13);
    told(0x34, 14);
    Breakdown breakdown = tally.breakdown();
    assertEquals(new Packets(5, 60), breakdown.of(PacketType.PUBLISH));
    assertEquals(2, breakdown.of(Qos.AT_MOST_ONCE));
    assertEquals(2, breakdown.of(Qos.AT_LEAST_ONCE));
    assertEquals(1, breakdown.of(Qos.EXACTLY_ONCE));
    assertEquals(1, breakdown.packets().size());
  }

  @Test
  void everyKindHasRoomAndIsInItsOrder() {
    for (int round = 1; round <= 3; round++) {
      for (int type = 15; type > 0; type--) {
        told(type << 4, type);
      }
      told(0x32, 3);
      told(0x34, 3);
    }
    Breakdown breakdown = tally.breakdown();
    assertEquals(List.of(PacketType.values()), List.copyOf(breakdown.packets().keySet()));
    for (PacketType type : PacketType.values()) {
      Packets here = breakdown.of(type);
      assertEquals(new Packets(all.packets(type.number()), all.bytes(type.number())), here);
    }
    for (Qos qos : Qos.values()) {
      assertEquals(3, breakdown.of(qos));
    }
  }

  /** Type 0 is none; the decoder ends the connection. */
  @Test
  void whatIsNoPacketIsNotShown() {
    told(0x00, 2);
    told(PINGREQ, 2);
    assertEquals(Map.of(PacketType.PINGREQ, new Packets(1, 2)), tally.breakdown().packets());
  }

  @Test
  void whoeverReadsMeanwhileSeesNumbersThatOnlyGrow() throws InterruptedException {
    int rounds = 200_000;
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < rounds; i++) {
                told(0x30 | (i % 3) << 1, 5);
                told((i % 15 + 1) << 4, 5);
              }
            });
    long before = 0;
    while (writer.isAlive()) {
      long now = tally.breakdown().of(PacketType.PUBLISH).number();
      assertTrue(now >= before && now <= 2L * rounds, () -> now + " after less");
      before = now;
    }
    writer.join();
    long sum = tally.breakdown().packets().values().stream().mapToLong(Packets::number).sum();
    assertEquals(2L * rounds, sum);
    assertEquals(all.packets(), sum);
  }

  /**
   * The Javadoc of Traffic says how much with small headers; here it is one direction with others.
   */
  @Test
  void anIdleClientCostsLittle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Tally[] tallies = new Tally[CLIENTS];
    fill(tallies);
    long before = threads.getCurrentThreadAllocatedBytes();
    fill(tallies);
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / CLIENTS;
    assertTrue(each <= 230, () -> each + " bytes");
  }

  private void fill(Tally[] tallies) {
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new Tally(all);
      tallies[i].add(CONNECT, 20);
      tallies[i].add(SUBSCRIBE, 20);
      tallies[i].add(PINGREQ, 2);
      tallies[i].tell();
    }
  }
}
