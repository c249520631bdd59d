package io.heddle.broker;

import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.util.concurrent.atomic.LongAdder;

/**
 * The packets of one direction, by kind: a kind is a type of packet, and a level of those that
 * publish. Safe for use by any thread; takes no lock.
 */
public final class PacketCounts {
  private static final int PUBLISH = 3;

  /** The numbers of the types, then PUBLISH at QoS 1 and 2; PUBLISH itself is at QoS 0. */
  private static final int KINDS = 18;

  private static final PacketType[] TYPES = PacketType.values();

  private final LongAdder[] packets = adders();
  private final LongAdder[] bytes = adders();
  private final LongAdder payload = new LongAdder();

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[KINDS];
    for (int i = 0; i < KINDS; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** The kind of a packet that begins with this byte. */
  public static int kind(int firstByte) {
    int type = firstByte >> 4 & 0x0F;
    int qos = firstByte >> 1 & 3;
    return type == PUBLISH ? publish(qos) : type;
  }

  /** The kind of a PUBLISH of that level. */
  private static int publish(int qos) {
    return qos == 0 || qos > 2 ? PUBLISH : 15 + qos;
  }

  /** Whether packets of this kind carry messages. */
  public static boolean isPublish(int kind) {
    return kind == PUBLISH || kind > 15;
  }

  /** The type of packets of this kind, which is not 0. */
  public static PacketType type(int kind) {
    return TYPES[(isPublish(kind) ? PUBLISH : kind) - 1];
  }

  /** The level of packets of this kind, which publish. */
  public static Qos qos(int kind) {
    return Qos.of(kind == PUBLISH ? 0 : kind - 15);
  }

  /** Adds packets of one kind, and the bytes of their payloads. */
  public void add(int kind, long number, long bytesOfAll, long bytesOfPayloads) {
    packets[kind].add(number);
    bytes[kind].add(bytesOfAll);
    if (bytesOfPayloads > 0) {
      payload.add(bytesOfPayloads);
    }
  }

  /** How many packets of a type there were. */
  public long packets(int type) {
    return type == PUBLISH ? messages() : packets[type].sum();
  }

  /** The bytes of the packets of a type. */
  public long bytes(int type) {
    long sum = bytes[type].sum();
    return type == PUBLISH ? sum + bytes[publish(1)].sum() + bytes[publish(2)].sum() : sum;
  }

  /** How many packets published at that level there were. */
  public long messages(int qos) {
    return packets[publish(qos)].sum();
  }

  /** How many packets there were that published. */
  public long messages() {
    return messages(0) + messages(1) + messages(2);
  }

  /** The bytes of all payloads. */
  public long payload() {
    return payload.sum();
  }

  /** How many packets there were. */
  public long packets() {
    long sum = 0;
    for (LongAdder adder : packets) {
      sum += adder.sum();
    }
    return sum;
  }
}
