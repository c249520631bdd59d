package io.heddle.spec.golden;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.util.List;
import java.util.stream.Stream;

/** Reads tables of what has to be refused: one line each, columns parted by a bar. */
final class RefusedTable {
  private RefusedTable() {}

  /** Lines of: name, version, bytes, reason. */
  static List<GoldenPacket> packets(String table) {
    return rows(table)
        .map(row -> GoldenPacket.bad(row[0], version(row[1]), row[2], ReasonCode.valueOf(row[3])))
        .toList();
  }

  /**
   * Lines of: name, properties, reason; each in a packet of 5.0 that is right but for them.
   *
   * @param before what stands before them, with the Remaining Length and the Property Length open
   * @param otherLength the Remaining Length without them
   * @param after what stands behind them
   */
  static List<GoldenPacket> properties(
      String name, String before, int otherLength, String table, String after) {
    return rows(table)
        .map(row -> {
          int length = Annotated.bytes(row[1]).length;
          String bytes =
              before.formatted(otherLength + length, length) + " " + row[1] + " " + after;
          return GoldenPacket.bad(
              name + ": " + row[0], Version.MQTT_5_0, bytes, ReasonCode.valueOf(row[2]));
        })
        .toList();
  }

  private static Stream<String[]> rows(String table) {
    return table.lines().map(line -> line.strip().split(" *[|] *"));
  }

  private static Version version(String label) {
    return Stream.of(Version.values())
        .filter(version -> version.toString().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
