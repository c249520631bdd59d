package io.heddle.cli.operate;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Columns for people. They are as wide as the first entries need; what is wider later moves only
 * the rest of its own line. Used by one thread.
 */
final class Table {
  /**
   * A column.
   *
   * @param title in capitals
   * @param cell what stands there for an entry; empty for nothing
   * @param right whether it is a number, and stands at the right
   */
  record Column(String title, Function<JsonObject, String> cell, boolean right) {
    /** Of a member, or a member of a member: {@code traffic.bytesSent}. */
    static Column text(String title, String path) {
      return new Column(title, entry -> Table.text(at(entry, path)), false);
    }

    /** Of a number. */
    static Column number(String title, String path) {
      return new Column(title, entry -> Table.text(at(entry, path)), true);
    }

    /** Of a time, to the second. */
    static Column time(String title, String path) {
      return new Column(
          title, entry -> Table.text(at(entry, path)).replaceFirst("\\.\\d+Z$", "Z"), false);
    }
  }

  private static final int WIDEST = 40;

  private final PrintStream out;
  private final List<Column> columns;
  private int[] widths = {};

  Table(PrintStream out, List<Column> columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Prints some entries; before the first ones the titles. */
  void print(List<JsonObject> entries) {
    List<List<String>> lines = new ArrayList<>();
    if (widths.length == 0) {
      lines.add(columns.stream().map(Column::title).toList());
    }
    for (JsonObject entry : entries) {
      lines.add(columns.stream().map(column -> plain(column.cell().apply(entry))).toList());
    }
    if (widths.length == 0) {
      widths = new int[columns.size()];
      for (List<String> line : lines) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], Math.min(WIDEST, line.get(i).length()));
        }
      }
    }
    lines.forEach(this::print);
  }

  private void line(StringBuilder text, String cell, int column) {
    String fill = " ".repeat(Math.max(0, widths[column] - cell.length()));
    text.append(columns.get(column).right() ? fill + cell : cell + fill).append("  ");
  }

  private void print(Iterable<String> cells) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String cell : cells) {
      line(text, cell.isEmpty() ? "-" : cell, column++);
    }
    out.println(text.toString().stripTrailing());
  }

  /** The value at a path; null of JSON when there is none. */
  static JsonValue at(JsonObject entry, String path) {
    JsonValue value = entry;
    for (String name : path.split("\\.", -1)) {
      value =
          value instanceof JsonObject object
              ? object.getOrDefault(name, JsonValue.NULL)
              : JsonValue.NULL;
    }
    return value;
  }

  /** A value for people. */
  static String text(JsonValue value) {
    return switch (value) {
      case JsonString text -> text.getString();
      case JsonNumber number -> number.toString();
      default ->
          switch (value.getValueType()) {
            case TRUE -> "yes";
            case FALSE -> "no";
            case NULL -> "";
            default -> value.toString();
          };
    };
  }

  /** Without what would move a terminal's cursor: names are chosen by clients. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(each -> {
          if (Character.isISOControl(each) || Character.getType(each) == Character.FORMAT) {
            plain.append("\\u%04x".formatted(each));
          } else {
            plain.appendCodePoint(each);
          }
        });
    return plain.toString();
  }
}
