package io.heddle.cli.operate;

import io.heddle.cli.line.Terminal;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.PrintStream;
import java.util.List;

/** Prints what a client does at this moment: for people, in the order in which they ask. */
record Moment(JsonObject now) {
  void print(Terminal terminal) {
    PrintStream out = terminal.out();
    for (JsonObject worker : parts(now, "workers")) {
      out.println(
          text(worker, "thread") + ", " + text(worker, "role") + ": " + text(worker, "doing"));
      Facts.sentences(worker, "stack").forEach(line -> out.println("    at " + line));
    }
    out.println(backlog());
    out.println(
        "in flight: %d of %d that it takes"
            .formatted(number(now, "inflight"), number(now, "inflightMax")));
    out.println("last packets:");
    parts(now, "packets").forEach(packet -> out.println("    " + line(packet)));
  }

  private String backlog() {
    JsonObject backlog = now.getJsonObject("backlog");
    String oldest =
        backlog.containsKey("oldestAt") ? ", the first since " + text(backlog, "oldestAt") : "";
    return "waiting: %d messages with %d bytes%s; on the way to its socket: %d bytes"
        .formatted(
            number(backlog, "queuedMessages"),
            number(backlog, "queuedBytes"),
            oldest,
            number(backlog, "outboxBytes"));
  }

  private static String line(JsonObject packet) {
    String way = packet.getBoolean("received") ? "from it" : "to it";
    return "%s  %-7s  %-11s  %d bytes"
        .formatted(text(packet, "at"), way, text(packet, "type"), number(packet, "bytes"));
  }

  private static List<JsonObject> parts(JsonObject whole, String member) {
    JsonArray all = whole.getJsonArray(member);
    return all == null ? List.of() : all.getValuesAs(JsonObject.class);
  }

  private static String text(JsonObject of, String member) {
    return of.get(member) instanceof JsonString text ? Table.plain(text.getString()) : "-";
  }

  private static long number(JsonObject of, String member) {
    return of.containsKey(member) ? of.getJsonNumber(member).longValue() : 0;
  }
}
