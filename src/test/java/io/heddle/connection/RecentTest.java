package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.api.ClientNow.RecentPacket;
import io.heddle.broker.PacketCounts;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last packets, each in one number. */
class RecentTest {
  private static final long NOW = Instant.parse("2026-05-04T03:02:01.987Z").toEpochMilli();
  private static final int PUBLISH1 = PacketCounts.kind(0x32);
  private static final int PINGREQ = PacketCounts.kind(0xC0);

  private final Recent recent = new Recent();

  private List<RecentPacket> at(long now) {
    List<RecentPacket> found = new ArrayList<>();
    recent.list(true, now, found);
    return found;
  }

  @Test
  void theyAreWhatTheyWere() {
    recent.add(PUBLISH1, 12_345, NOW - 3);
    recent.add(PINGREQ, 2, NOW);
    assertEquals(
        List.of(
            new RecentPacket(
                true, PacketType.PUBLISH, Qos.AT_LEAST_ONCE, 12_345, Instant.ofEpochMilli(NOW - 3)),
            new RecentPacket(true, PacketType.PINGREQ, null, 2, Instant.ofEpochMilli(NOW))),
        at(NOW));
  }

  @Test
  void onlyTheLastAreThereInTheirOrder() {
    for (int i = 1; i <= 3 * Recent.MOST + 5; i++) {
      recent.add(PINGREQ, i, NOW);
    }
    List<Integer> sizes = at(NOW).stream().map(RecentPacket::bytes).toList();
    assertEquals(Recent.MOST, sizes.size());
    for (int i = 0; i < Recent.MOST; i++) {
      assertEquals(2 * Recent.MOST + 6 + i, sizes.get(i));
    }
  }

  @Test
  void extremesStayWithinTheirBits() {
    recent.add(PUBLISH1, Integer.MAX_VALUE, NOW);
    assertEquals(Recent.LARGEST, at(NOW).getFirst().bytes());
    assertEquals(PacketType.PUBLISH, at(NOW).getFirst().type());
    long later = NOW + Duration.ofDays(390).toMillis();
    assertEquals(NOW, at(later).getFirst().at().toEpochMilli());
    assertEquals(NOW - 500, at(NOW - 500).getFirst().at().toEpochMilli(), "the clock was set back");
  }

  @Test
  void notingOneAllocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      recent.add(PUBLISH1, i, NOW + i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      recent.add(PUBLISH1, i, NOW + i);
    }
    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 100_000, "it allocates");
  }
}
