package io.heddle.connection;

import io.heddle.api.Breakdown;
import io.heddle.api.Statistics.Packets;
import io.heddle.broker.PacketCounts;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The packets of one direction of one connection. Whoever guards its owner counts here; what is
 * counted is told once for each run of packets of the same kind, because most connections have long
 * ones: to the counts of the whole broker, and into a small array that any thread may read.
 *
 * <p>A client has few kinds, so the array has room for as many as there were, and a kind is found
 * by looking: that is less than a connection costs otherwise, in time and in memory.
 */
final class Tally {
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long[] NOTHING = {};

  /** Cells at first, for three kinds: an idle client has no more. */
  private static final int FIRST = 6;

  private static final int KIND_BITS = 5;
  private static final int KIND = (1 << KIND_BITS) - 1;

  private final PacketCounts all;
  private int kind;
  private int packets;
  private long bytes;
  private long payload;
  private long now;
  private final Recent recent = new Recent();

  /**
   * Two cells for each kind that there was: the number of packets with the kind in its lowest bits,
   * and their bytes. Cells are written by whoever guards the owner and read by any thread.
   */
  private volatile long[] told = NOTHING;

  Tally(PacketCounts all) {
    this.all = all;
  }

  /** The packets that are added next go at this time, in milliseconds of the epoch; answers it. */
  long at(long millis) {
    now = millis;
    return millis;
  }

  /** The packets that were added last; any thread may ask. */
  Recent recent() {
    return recent;
  }

  /** A packet that begins with this byte. */
  void add(int firstByte, int length) {
    int next = PacketCounts.kind(firstByte);
    recent.add(next, length, now);
    if (next != kind) {
      tell();
      kind = next;
    }
    packets++;
    bytes += length;
  }

  /** The payload of the packet that was added last. */
  void payload(int length) {
    payload += length;
  }

  /** The run is over. */
  void tell() {
    if (packets == 0) {
      return;
    }
    all.add(kind, packets, bytes, payload);
    keep();
    packets = 0;
    bytes = 0;
    payload = 0;
  }

  private void keep() {
    long[] cells = told;
    int at = 0;
    while (at < cells.length && cells[at] != 0 && (cells[at] & KIND) != kind) {
      at += 2;
    }
    if (at == cells.length) {
      cells = Arrays.copyOf(cells, Math.max(FIRST, cells.length * 2));
      told = cells;
    }
    long before = cells[at] == 0 ? kind : cells[at];
    CELLS.setOpaque(cells, at + 1, cells[at + 1] + bytes);
    CELLS.setRelease(cells, at, before + ((long) packets << KIND_BITS));
  }

  /** What was told so far; any thread may ask. */
  Breakdown breakdown() {
    Map<PacketType, Packets> types = new EnumMap<>(PacketType.class);
    Map<Qos, Long> messages = new EnumMap<>(Qos.class);
    long[] cells = told;
    for (int at = 0; at < cells.length; at += 2) {
      long cell = (long) CELLS.getAcquire(cells, at);
      int found = (int) cell & KIND;
      long number = cell >>> KIND_BITS;
      if (found != 0) {
        Packets them = new Packets(number, (long) CELLS.getOpaque(cells, at + 1));
        types.merge(PacketCounts.type(found), them, Tally::sum);
      }
      if (PacketCounts.isPublish(found)) {
        messages.put(PacketCounts.qos(found), number);
      }
    }
    return new Breakdown(types, messages);
  }

  private static Packets sum(Packets one, Packets other) {
    return new Packets(one.number() + other.number(), one.bytes() + other.bytes());
  }
}
