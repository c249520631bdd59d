package io.heddle.connection;

import io.heddle.broker.PacketCounts;

/**
 * The packets of one direction of one connection. Whoever guards its owner counts here; the counts
 * of the whole broker are told once for each run of packets of the same kind, because most
 * connections have long ones. What is told can be read by any thread.
 */
final class Tally {
  private final PacketCounts all;
  private int kind;
  private int packets;
  private long bytes;
  private long payload;
  private volatile long packetsTold;
  private volatile long bytesTold;
  private volatile long messagesTold;

  Tally(PacketCounts all) {
    this.all = all;
  }

  /** A packet that begins with this byte. */
  void add(int firstByte, int length) {
    int next = PacketCounts.kind(firstByte);
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
    long before = packetsTold;
    packetsTold = before + packets;
    before = bytesTold;
    bytesTold = before + bytes;
    if (PacketCounts.isPublish(kind)) {
      before = messagesTold;
      messagesTold = before + packets;
    }
    packets = 0;
    bytes = 0;
    payload = 0;
  }

  long packets() {
    return packetsTold;
  }

  long bytes() {
    return bytesTold;
  }

  long messages() {
    return messagesTold;
  }
}
