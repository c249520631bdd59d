package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code topics}: the messages that the broker retains. Stateless. */
final class TopicsCommand {
  private static final String PATH = "/retained";
  private static final String MESSAGE = "/retained/message";
  private static final int SHOWN = 40;

  /** After so many it says how far it is. */
  private static final int STEP = 10_000;

  private TopicsCommand() {}

  static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "list",
        Part.of("Lists them, as topics alone does.", TopicsCommand::listed, TopicsCommand::list));
    parts.put(
        "get",
        Part.of(
            "Prints the retained message of a topic.",
            spec -> {
              spec.addPositional(Words.positional("0", "TOPIC", "The topic."));
              ApiWords.addTo(spec);
              return Words.examples(spec, "heddle topics get house/kitchen/temperature");
            },
            TopicsCommand::get));
    parts.put(
        "clear",
        Part.of(
            "Has the broker forget the retained message of a topic, or those of a filter.",
            spec -> {
              spec.addPositional(
                  Words.positional("0", "TOPIC", "The topic, or a filter with + and #."));
              ApiWords.addTo(spec);
              return Words.examples(
                  spec,
                  "heddle topics clear house/hall/light",
                  "heddle topics clear 'house/old/#'");
            },
            TopicsCommand::clear));
    return Part.of(
            "Lists topics with retained messages, shows and clears them.",
            TopicsCommand::listed,
            TopicsCommand::list)
        .with(parts);
  }

  private static CommandSpec listed(CommandSpec spec) {
    spec.addOption(Words.option("--filter", "FILTER", "Those that it matches; otherwise #."));
    Listing.addTo(spec);
    return Words.examples(
        spec, "heddle topics", "heddle topics --filter 'house/+/temperature' --limit 100");
  }

  private static Task list(Given given, Terminal terminal) {
    return Listing.of(
        given,
        terminal,
        PATH,
        Map.of("--filter", "filter"),
        List.of(
            Table.Column.text("TOPIC", "topic"),
            new Table.Column("BYTES", message -> String.valueOf(payload(message).length), true),
            Table.Column.number("QOS", "qos"),
            Table.Column.text("PUBLISHER", "publisher"),
            Table.Column.time("EXPIRES", "expiresAt"),
            new Table.Column("PAYLOAD", TopicsCommand::beginning, false)));
  }

  private static byte[] payload(JsonObject message) {
    String text = message.getString("payload", "");
    return message.getString("encoding", "text").equals("base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String beginning(JsonObject message) {
    if (message.getString("encoding", "text").equals("base64")) {
      return "(no text)";
    }
    String text = message.getString("payload", "");
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static Task get(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    return () -> {
      JsonObject message = api.get(MESSAGE, Map.of("topic", given.needed(0)));
      if (given.has(ApiWords.JSON)) {
        terminal.out().println(message);
      } else {
        byte[] payload = payload(message);
        terminal.out().write(payload, 0, payload.length);
        terminal.out().println();
      }
      return Task.DONE;
    };
  }

  private static Task clear(Given given, Terminal terminal) {
    Api api = ApiWords.of(given, terminal);
    String topic = given.needed(0);
    boolean filter = topic.contains("+") || topic.contains("#");
    return () ->
        filter
            ? clearAll(given, terminal, api)
            : ClientsCommand.done(
                terminal, given, () -> api.delete(MESSAGE, Map.of("topic", topic)), "cleared");
  }

  private static int clearAll(Given given, Terminal terminal, Api api) throws IOException {
    long[] cleared = {0};
    Pages pages = new Pages(api, PATH, Map.of("filter", given.needed(0)), Long.MAX_VALUE);
    pages.read(messages -> {
      for (JsonObject message : messages) {
        api.delete(MESSAGE, Map.of("topic", message.getString("topic")));
        cleared[0]++;
        if (cleared[0] % STEP == 0) {
          terminal.err().println("heddle: " + cleared[0] + " cleared");
        }
      }
    });
    terminal
        .out()
        .println(
            given.has(ApiWords.JSON)
                ? "{\"cleared\":" + cleared[0] + "}"
                : "cleared: " + cleared[0] + " topics");
    return Task.DONE;
  }
}
