package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.Locale;

/**
 * Which Reason Codes a server may send in which packet: the standard's table, read from {@code
 * reason-codes-5.0.tsv}.
 */
final class ReasonTable {
  private record Row(int code, List<String> packets, String disconnectSender) {}

  private static final List<Row> ROWS =
      Tables.rows("reason-codes-5.0.tsv").stream()
          .map(row ->
              new Row(
                  Integer.decode(row.get("hex")),
                  List.of(row.get("packets").split(", ")),
                  row.get("disconnect_sender")))
          .toList();

  private ReasonTable() {}

  /** Whether a server may send this code in this packet. */
  static boolean allows(Class<? extends Packet> packet, ReasonCode reason) {
    String name = packet.getSimpleName().toUpperCase(Locale.ROOT);
    if (packet == Packet.Auth.class && reason == ReasonCode.RE_AUTHENTICATE) {
      return false;
    }
    return ROWS.stream()
        .anyMatch(row ->
            row.code == reason.code()
                && row.packets.contains(name)
                && !(name.equals("DISCONNECT") && row.disconnectSender.equals("client")));
  }
}
