package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sessions}: what the broker keeps for clients. Stateless. */
final class SessionsCommand {
  private static final String PATH = "/sessions";
  private static final String CONNECTED = "--connected";
  private static final String AWAY = "--disconnected";

  private SessionsCommand() {}

  static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "list",
        Part.of(
            "Lists them, as sessions alone does.", SessionsCommand::listed, SessionsCommand::list));
    parts.put(
        "show",
        Part.of(
            "Shows one, and its subscriptions.",
            spec -> named(spec, "heddle sessions show keeper"),
            SessionsCommand::show));
    parts.put(
        "delete",
        Part.of(
            "Ends one, with its subscriptions and its queue, and disconnects its client.",
            spec -> named(spec, "heddle sessions delete keeper"),
            SessionsCommand::delete));
    return Part.of(
            "Lists sessions, shows and deletes them.",
            SessionsCommand::listed,
            SessionsCommand::list)
        .with(parts);
  }

  private static CommandSpec listed(CommandSpec spec) {
    spec.addOption(Words.option("--prefix", "TEXT", "Whose client identifier begins so."))
        .addOption(Words.flag(CONNECTED, "Whose client is connected."))
        .addOption(Words.flag(AWAY, "Whose client is not."));
    Listing.addTo(spec);
    return Words.examples(
        spec, "heddle sessions --disconnected", "heddle sessions --prefix pump- --limit 20");
  }

  private static CommandSpec named(CommandSpec spec, String example) {
    spec.addPositional(Words.positional("0", "ID", "The client identifier."));
    ApiWords.addTo(spec);
    return Words.examples(spec, example);
  }

  private static Task list(Given given, Terminal terminal) {
    if (given.has(CONNECTED) && given.has(AWAY)) {
      throw given.wrong(CONNECTED + " and " + AWAY + ": only one of them");
    }
    Listing all =
        Listing.of(
            given,
            terminal,
            PATH,
            Map.of("--prefix", "prefix"),
            List.of(
                Table.Column.text("CLIENT", "clientId"),
                Table.Column.text("CONNECTED", "connected"),
                Table.Column.time("SINCE", "since"),
                Table.Column.number("SUBSCRIPTIONS", "subscriptions"),
                Table.Column.number("QUEUED", "queuedMessages"),
                Table.Column.number("INFLIGHT", "inflight"),
                Table.Column.number("DELIVERED", "delivered"),
                new Table.Column("DROPPED", SessionsCommand::dropped, true),
                Table.Column.number("EXPIRY", "expirySeconds")));
    return given.has(CONNECTED) || given.has(AWAY)
        ? all.with("connected", String.valueOf(given.has(CONNECTED)))
        : all;
  }

  private static String dropped(JsonObject session) {
    return Table.at(session, "dropped") instanceof JsonObject reasons
        ? String.valueOf(
            reasons.values().stream()
                .mapToLong(each -> each instanceof JsonNumber number ? number.longValue() : 0)
                .sum())
        : "";
  }

  private static Task show(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    String id = given.needed(0);
    boolean json = given.has(ApiWords.JSON);
    return () -> {
      Facts.print(terminal, api.get(PATH + "/" + Api.segment(id), Map.of()), json);
      if (!json) {
        Table table =
            new Table(
                terminal.out(),
                List.of(
                    Table.Column.text("FILTER", "filter"),
                    Table.Column.number("QOS", "qos"),
                    Table.Column.text("KIND", "kind")));
        new Pages(api, "/subscriptions", Map.of("clientId", id), Long.MAX_VALUE).read(table::print);
      }
      return Task.DONE;
    };
  }

  private static Task delete(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    String path = PATH + "/" + Api.segment(given.needed(0));
    return () -> ClientsCommand.done(terminal, given, () -> api.delete(path, Map.of()), "deleted");
  }
}
