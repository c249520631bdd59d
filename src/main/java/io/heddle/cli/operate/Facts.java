package io.heddle.cli.operate;

import io.heddle.cli.line.Terminal;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints one thing. Stateless. */
final class Facts {
  private static final int WIDTH = 26;

  private Facts() {}

  /** A line for each member, or all in JSON. */
  static void print(Terminal terminal, JsonObject facts, boolean json) {
    if (json) {
      terminal.out().println(facts);
    } else {
      print(terminal.out(), facts, "");
    }
  }

  private static void print(PrintStream out, JsonObject facts, String above) {
    for (Map.Entry<String, JsonValue> each : facts.entrySet()) {
      if (each.getValue() instanceof JsonObject part) {
        print(out, part, above + each.getKey() + ".");
      } else {
        String text = Table.plain(text(each.getValue()));
        out.printf("%-" + WIDTH + "s %s%n", above + each.getKey(), text.isEmpty() ? "-" : text);
      }
    }
  }

  private static String text(JsonValue value) {
    return value instanceof JsonArray all
        ? all.stream().map(Table::text).collect(Collectors.joining(", "))
        : Table.text(value);
  }

  /** The sentences of a member that is a list of texts; none when it is absent. */
  static List<String> sentences(JsonObject facts, String member) {
    List<String> sentences = new ArrayList<>();
    if (facts.get(member) instanceof JsonArray all) {
      for (JsonValue each : all) {
        sentences.add(
            Table.plain(each instanceof JsonString text ? text.getString() : each.toString()));
      }
    } else if (facts.get(member) instanceof JsonString text) {
      text.getString().lines().map(Table::plain).forEach(sentences::add);
    }
    return sentences;
  }
}
