package io.heddle.api;

import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The packets of one direction of a connection by type, and the messages among them by QoS: of one
 * connection what {@link Statistics} has of all.
 *
 * @param packets by type; what is not in it never came
 * @param messages packets that publish, repeats included, by QoS; what is not in it never came
 */
public record Breakdown(Map<PacketType, Statistics.Packets> packets, Map<Qos, Long> messages) {
  private static final Statistics.Packets NO_PACKETS = new Statistics.Packets(0, 0);

  /** Nothing. */
  public static final Breakdown NONE = new Breakdown(Map.of(), Map.of());

  /** Copies the maps; theirs is the order of the types and of the levels. */
  public Breakdown {
    Map<PacketType, Statistics.Packets> byType = new EnumMap<>(PacketType.class);
    byType.putAll(packets);
    packets = Collections.unmodifiableMap(byType);
    Map<Qos, Long> byQos = new EnumMap<>(Qos.class);
    byQos.putAll(messages);
    messages = Collections.unmodifiableMap(byQos);
  }

  /** The packets of a type; zeros for none. */
  public Statistics.Packets of(PacketType type) {
    return packets.getOrDefault(type, NO_PACKETS);
  }

  /** The messages at a QoS; zero for none. */
  public long of(Qos qos) {
    return messages.getOrDefault(qos, 0L);
  }
}
