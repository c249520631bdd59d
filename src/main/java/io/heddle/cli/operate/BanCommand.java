package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ban}: who is not let in. Stateless. */
final class BanCommand {
  private static final String PATH = "/bans";
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  /** Option and member of whom it is about. */
  private static final Map<String, String> WHOM = whom();

  private BanCommand() {}

  private static Map<String, String> whom() {
    Map<String, String> whom = new LinkedHashMap<>();
    whom.put("--client", "clientId");
    whom.put("--username", "userName");
    whom.put("--address", "addresses");
    return whom;
  }

  static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "list", Part.of("Lists them, as ban alone does.", BanCommand::listed, BanCommand::list));
    parts.put(
        "add",
        Part.of(
            "Bans a client, a user or addresses, and disconnects whom it is about.",
            BanCommand::added,
            BanCommand::add));
    parts.put(
        "remove",
        Part.of(
            "Takes a ban back that was added so.",
            spec -> {
              ApiWords.addTo(about(spec));
              return Words.examples(spec, "heddle ban remove --address 192.0.2.0/24");
            },
            BanCommand::remove));
    return Part.of(
            "Lists who is not let in; adds and removes bans.", BanCommand::listed, BanCommand::list)
        .with(parts);
  }

  private static CommandSpec about(CommandSpec spec) {
    return spec.addOption(Words.option("--client", "ID", "This client identifier."))
        .addOption(Words.option("--username", "NAME", "This user."))
        .addOption(Words.option("--address", "ADDRESS", "Such as 192.0.2.7 or 192.0.2.0/24."));
  }

  private static CommandSpec listed(CommandSpec spec) {
    Listing.addTo(spec);
    return Words.examples(spec, "heddle ban", "heddle ban add --client pump-7 --for 1h");
  }

  private static CommandSpec added(CommandSpec spec) {
    about(spec)
        .addOption(
            Words.option(
                "--for",
                "TIME",
                "So long, such as 30m, 12h or 7d; otherwise until the broker stops."))
        .addOption(Words.option("--reason", "TEXT", "For those who read the log or the list."));
    ApiWords.addTo(spec);
    return Words.examples(
        spec,
        "heddle ban add --client pump-7 --for 1h --reason 'sends nonsense'",
        "heddle ban add --address 192.0.2.0/24");
  }

  private static Task list(Given given, Terminal terminal) {
    return Listing.of(
        given,
        terminal,
        PATH,
        Map.of(),
        List.of(
            Table.Column.text("CLIENT", "clientId"),
            Table.Column.text("USER", "userName"),
            Table.Column.text("ADDRESSES", "addresses"),
            Table.Column.time("UNTIL", "until"),
            Table.Column.text("REASON", "reason")));
  }

  /** Member and value; at least one. */
  private static Map<String, String> whom(Given given) {
    Map<String, String> whom = new LinkedHashMap<>();
    WHOM.forEach((option, member) -> {
      String value = given.text(option);
      if (value != null) {
        whom.put(member, value);
      }
    });
    if (whom.isEmpty()) {
      throw given.wrong("one of " + String.join(", ", WHOM.keySet()) + " is needed");
    }
    return whom;
  }

  private static Task add(Given given, Terminal terminal) {
    JsonObjectBuilder ban = Json.createObjectBuilder();
    whom(given).forEach(ban::add);
    String time = given.text("--for");
    if (time != null) {
      ban.add(
          "until",
          Instant.now().plus(duration(given, time)).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    String reason = given.text("--reason");
    if (reason != null) {
      ban.add("reason", reason);
    }
    JsonObject content = ban.build();
    Api api = ApiWords.of(given, terminal);
    return () -> {
      api.post(PATH, content);
      tell(terminal, given, "banned", content);
      return Task.DONE;
    };
  }

  private static Duration duration(Given given, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw given.wrong("--for " + text + ": allowed is a time such as 30s, 30m, 12h or 7d");
    }
    return Duration.of(
        Long.parseLong(time.group(1)), UNITS.getOrDefault(time.group(2), ChronoUnit.SECONDS));
  }

  private static Task remove(Given given, Terminal terminal) {
    Map<String, String> whom = whom(given);
    Api api = ApiWords.of(given, terminal);
    return () -> {
      api.delete(PATH, whom);
      JsonObjectBuilder ban = Json.createObjectBuilder();
      whom.forEach(ban::add);
      tell(terminal, given, "removed", ban.build());
      return Task.DONE;
    };
  }

  private static void tell(Terminal terminal, Given given, String word, JsonObject ban) {
    if (given.has(ApiWords.JSON)) {
      terminal.out().println(Json.createObjectBuilder().add(word, ban).build());
    } else {
      StringBuilder words = new StringBuilder(word + ":");
      ban.forEach((member, value) ->
          words.append(' ').append(member).append(' ').append(Table.plain(Table.text(value))));
      terminal.out().println(words);
    }
  }
}
