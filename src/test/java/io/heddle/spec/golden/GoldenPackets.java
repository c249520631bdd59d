package io.heddle.spec.golden;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Version;
import java.util.List;
import java.util.stream.Stream;

/** All golden packets. */
public final class GoldenPackets {
  /** Every one of them: all fifteen packets, all versions, and what has to be refused. */
  public static final List<GoldenPacket> ALL =
      Stream.of(
              GoldenConnects.ALL,
              RefusedConnects.ALL,
              GoldenHandshakes.ALL,
              RefusedHandshakes.ALL,
              GoldenPublishes.ALL,
              RefusedPublishes.ALL,
              GoldenAcknowledgements.ALL,
              GoldenSubscriptions.ALL,
              RefusedSubscriptions.ALL,
              RefusedHeaders.ALL,
              RefusedStrings.ALL)
          .flatMap(List::stream)
          .toList();

  private GoldenPackets() {}

  /** Those that are packets. */
  public static List<GoldenPacket> packets() {
    return ALL.stream().filter(golden -> !golden.isRefused()).toList();
  }

  /** Those that a connection ends with. */
  public static List<GoldenPacket> refused() {
    return ALL.stream().filter(GoldenPacket::isRefused).toList();
  }

  /** A CONNECT of a version, with Clean Start and without anything else. */
  public static GoldenPacket connect(Version version) {
    return packets().stream()
        .filter(golden -> golden.packet() instanceof Packet.Connect && golden.version() == version)
        .findFirst()
        .orElseThrow();
  }
}
