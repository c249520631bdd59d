package io.heddle.connection;

import io.heddle.api.ClientNow;
import io.heddle.broker.PacketCounts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.List;

/**
 * The last packets of one direction of a connection: a ring in which each is one number, so that
 * noting it costs next to nothing. Whoever guards its owner writes; any thread may read, and may
 * miss what is written meanwhile.
 */
final class Recent {
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Packets that are remembered. */
  static final int MOST = 8;

  private static final int KIND_BITS = 5;
  private static final int SIZE_BITS = 24;
  private static final int TIME_SHIFT = KIND_BITS + SIZE_BITS;

  /** No more bytes are told of a packet. */
  static final int LARGEST = (1 << SIZE_BITS) - 1;

  /** Milliseconds of which a packet tells the rest: a year and a month. */
  private static final long ERA = 1L << (Long.SIZE - TIME_SHIFT);

  /** A clock that was set back by no more does not make a packet of today one of last year. */
  private static final long STEP = 86_400_000;

  /** From the lowest bit: kind, size, time. 0 for a place that was never used. */
  private final long[] packets = new long[MOST];

  /** Written by whoever guards the owner. */
  private int next;

  /** A packet of this kind, at this time. */
  void add(int kind, int length, long millis) {
    long size = Math.min(length, LARGEST);
    CELLS.setOpaque(packets, next++ & MOST - 1, millis << TIME_SHIFT | size << KIND_BITS | kind);
  }

  /** Adds what there was, the oldest first. */
  void list(boolean received, long now, List<ClientNow.RecentPacket> to) {
    int oldest = next;
    for (int i = 0; i < MOST; i++) {
      long cell = (long) CELLS.getOpaque(packets, oldest + i & MOST - 1);
      if (cell != 0) {
        to.add(packet(received, cell, now));
      }
    }
  }

  private static ClientNow.RecentPacket packet(boolean received, long cell, long now) {
    int kind = (int) cell & (1 << KIND_BITS) - 1;
    int size = (int) (cell >>> KIND_BITS) & LARGEST;
    long since = Math.floorMod(now - (cell >>> TIME_SHIFT), ERA);
    return new ClientNow.RecentPacket(
        received,
        PacketCounts.type(kind),
        PacketCounts.isPublish(kind) ? PacketCounts.qos(kind) : null,
        size,
        Instant.ofEpochMilli(since > ERA - STEP ? now : now - since));
  }
}
