package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Json;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code clients}: who is connected. Stateless. */
final class ClientsCommand {
  private static final String PATH = "/clients";

  private static final Map<String, String> FILTERS =
      Map.of("--prefix", "prefix", "--username", "userName", "--listener", "listener");

  private ClientsCommand() {}

  static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "list",
        Part.of(
            "Lists them, as clients alone does.", ClientsCommand::listed, ClientsCommand::list));
    parts.put(
        "show",
        Part.of(
            "Shows one.",
            spec -> named(spec, "heddle clients show pump-7"),
            (given, terminal) -> show(given, terminal, "")));
    parts.put(
        "now",
        Part.of(
            "Says what one is doing now, and where its thread is.",
            spec -> named(spec, "heddle clients now pump-7"),
            ClientsCommand::now));
    parts.put(
        "disconnect",
        Part.of(
            "Disconnects one; its Will is published, and its session goes on.",
            spec -> named(spec, "heddle clients disconnect pump-7"),
            ClientsCommand::disconnect));
    return Part.of(
            "Lists who is connected; shows and disconnects clients.",
            ClientsCommand::listed,
            ClientsCommand::list)
        .with(parts);
  }

  private static CommandSpec listed(CommandSpec spec) {
    spec.addOption(Words.option("--prefix", "TEXT", "Whose client identifier begins so."))
        .addOption(Words.option("--username", "NAME", "Those of this user."))
        .addOption(Words.option("--listener", "NAME", "Those that came by this listener."));
    Listing.addTo(spec);
    return Words.examples(
        spec,
        "heddle clients --prefix pump-",
        "heddle clients --json | jq -r .[].clientId",
        "HEDDLE_ADMIN_TOKEN=ann.secret heddle clients --url https://broker.example");
  }

  private static CommandSpec named(CommandSpec spec, String example) {
    spec.addPositional(Words.positional("0", "ID", "The client identifier."));
    ApiWords.addTo(spec);
    return Words.examples(spec, example);
  }

  private static Task list(Given given, Terminal terminal) {
    return Listing.of(
        given,
        terminal,
        PATH,
        FILTERS,
        List.of(
            Table.Column.text("CLIENT", "clientId"),
            Table.Column.text("USER", "userName"),
            Table.Column.text("ADDRESS", "address"),
            Table.Column.text("LISTENER", "listener"),
            Table.Column.text("MQTT", "protocol"),
            Table.Column.time("SINCE", "connectedAt"),
            Table.Column.number("RECEIVED", "traffic.messagesReceived"),
            Table.Column.number("SENT", "traffic.messagesSent")));
  }

  private static String path(Given given, String below) {
    return PATH + "/" + Api.segment(given.needed(0)) + below;
  }

  private static Task show(Given given, Terminal terminal, String below) {
    Api api = ApiWords.of(given, terminal);
    return () -> {
      JsonObject facts = api.get(path(given, below), Map.of());
      Facts.print(terminal, facts, given.has(ApiWords.JSON));
      return Task.DONE;
    };
  }

  private static Task now(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    return () -> {
      JsonObject facts = api.get(path(given, "/now"), Map.of());
      if (given.has(ApiWords.JSON)) {
        Facts.print(terminal, facts, true);
      } else {
        new Moment(facts).print(terminal);
      }
      return Task.DONE;
    };
  }

  private static Task disconnect(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    return () -> done(terminal, given, () -> api.delete(path(given, ""), Map.of()), "disconnected");
  }

  /** Something that is done to one of them. */
  interface Deed {
    void run() throws IOException;
  }

  /** Does it, and says so. */
  static int done(Terminal terminal, Given given, Deed deed, String word) throws IOException {
    deed.run();
    String what = given.needed(0);
    terminal
        .out()
        .println(
            given.has(ApiWords.JSON)
                ? Json.of(Map.of(word, what))
                : word + ": " + Table.plain(what));
    return Task.DONE;
  }
}
