package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a list of the broker, as a table or in JSON. */
record Listing(Pages pages, Terminal terminal, List<Table.Column> columns, boolean json)
    implements Task {
  private static final String LIMIT = "--limit";

  /** Adds the words that all lists have. */
  static CommandSpec addTo(CommandSpec spec) {
    return ApiWords.addTo(
        spec.addOption(Words.option(LIMIT, "N", "At most so many; otherwise all.")));
  }

  /**
   * Of a path.
   *
   * @param filters option and parameter of each
   */
  static Listing of(
      Given given,
      Terminal terminal,
      String path,
      Map<String, String> filters,
      List<Table.Column> columns) {
    Map<String, String> parameters = new LinkedHashMap<>();
    filters.forEach((option, parameter) -> {
      String value = given.text(option);
      if (value != null) {
        parameters.put(parameter, value);
      }
    });
    long most = given.number(LIMIT, Long.MAX_VALUE, 1, Long.MAX_VALUE);
    return new Listing(
        new Pages(ApiWords.of(given, terminal), path, parameters, most),
        terminal,
        columns,
        given.has(ApiWords.JSON));
  }

  /** With one more filter. */
  Listing with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(pages.filters());
    more.put(parameter, value);
    return new Listing(
        new Pages(pages.api(), pages.path(), more, pages.most()), terminal, columns, json);
  }

  @Override
  public int run() throws IOException {
    if (json) {
      inJson();
    } else {
      Table table = new Table(terminal.out(), columns);
      pages.read(table::print);
    }
    return DONE;
  }

  /** One array, an entry in each line. */
  private void inJson() throws IOException {
    PrintStream out = terminal.out();
    String[] before = {"[\n"};
    pages.read(entries -> {
      for (JsonObject each : entries) {
        out.print(before[0] + each);
        before[0] = ",\n";
      }
    });
    out.println(before[0].startsWith("[") ? "[]" : "\n]");
  }
}
