package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The grammar of {@code store} and its commands. */
final class StoreGrammar {
  private static final String JSON = "--json";
  private static final String CLIENT = "--client";
  private static final String PAYLOADS = "--payloads";
  private static final String DAMAGED = "--damaged";

  private StoreGrammar() {}

  /**
   * One of its commands.
   *
   * @param grammar adds to its grammar what it has of its own
   * @param maker makes it of the words that were given
   */
  record Part(
      String description,
      UnaryOperator<CommandSpec> grammar,
      BiFunction<ParseResult, Terminal, Command> maker) {}

  /** All of them, by their words. */
  static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "check",
        new Part(
            "Reads everything, says what is damaged, torn or missing, and changes nothing.",
            spec -> folder(spec.addOption(json()), "0"),
            StoreGrammar::check));
    parts.put(
        "stats",
        new Part(
            "Says what there is: files, sessions, messages.",
            spec -> folder(spec.addOption(json()), "0"),
            StoreGrammar::stats));
    parts.put(
        "dump",
        new Part("Shows every entry, a line for each.", StoreGrammar::dumped, StoreGrammar::dump));
    parts.put(
        "compact",
        new Part(
            "Drops everything that nobody needs any more.",
            spec -> folder(spec, "0"),
            StoreGrammar::compact));
    parts.put(
        "backup",
        new Part(
            "Copies it to a folder that is empty, or not there.",
            spec ->
                folder(spec.addPositional(Words.positional("0", "TARGET", "That folder.")), "1"),
            StoreGrammar::backup));
    parts.put(
        "restore",
        new Part(
            "Checks a copy, and makes it the store of a folder that is empty, or not there.",
            StoreGrammar::restored,
            StoreGrammar::restore));
    return parts;
  }

  private static CommandSpec folder(CommandSpec spec, String index) {
    spec.usageMessage()
        .footer("", "The exit code is 0 when all is well, 1 for damage, 2 when it cannot be done.");
    return spec.addPositional(
        Words.positional(
            index, "[FOLDER]", "That of the store; otherwise the one that data.directory names."));
  }

  private static OptionSpec json() {
    return flag(JSON, "Says it in JSON.");
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).type(boolean.class).arity("0").build();
  }

  private static CommandSpec dumped(CommandSpec spec) {
    OptionSpec client =
        OptionSpec.builder(CLIENT)
            .paramLabel("ID")
            .type(String.class)
            .description("Only what is about this client's session, and what it published.")
            .build();
    return folder(
        spec.addOption(json())
            .addOption(client)
            .addOption(flag(PAYLOADS, "Shows payloads, too, in Base64.")),
        "0");
  }

  private static CommandSpec restored(CommandSpec spec) {
    return folder(
        spec.addPositional(Words.positional("0", "SOURCE", "The folder of the copy."))
            .addOption(flag(DAMAGED, "Takes a copy that is damaged, too.")),
        "1");
  }

  private static Command check(ParseResult part, Terminal terminal) {
    return new StoreCommand(terminal, path(part, 0), look(part, terminal)::check);
  }

  private static Command stats(ParseResult part, Terminal terminal) {
    return new StoreCommand(terminal, path(part, 0), look(part, terminal)::stats);
  }

  private static Command dump(ParseResult part, Terminal terminal) {
    StoreLook look = look(part, terminal);
    String client = part.matchedOptionValue(CLIENT, (String) null);
    boolean payloads = part.hasMatchedOption(PAYLOADS);
    return new StoreCommand(terminal, path(part, 0), folder -> look.dump(folder, client, payloads));
  }

  private static StoreLook look(ParseResult part, Terminal terminal) {
    return new StoreLook(terminal, part.hasMatchedOption(JSON));
  }

  private static Command compact(ParseResult part, Terminal terminal) {
    return new StoreCommand(terminal, path(part, 0), new StoreCare(terminal)::compact);
  }

  private static Command backup(ParseResult part, Terminal terminal) {
    Path target = Path.of(part.matchedPositionalValue(0, ""));
    StoreCare care = new StoreCare(terminal);
    return new StoreCommand(terminal, path(part, 1), folder -> care.backup(folder, target));
  }

  private static Command restore(ParseResult part, Terminal terminal) {
    Path source = Path.of(part.matchedPositionalValue(0, ""));
    boolean damaged = part.hasMatchedOption(DAMAGED);
    StoreCare care = new StoreCare(terminal);
    return new StoreCommand(
        terminal, path(part, 1), folder -> care.restore(source, folder, damaged));
  }

  private static @Nullable Path path(ParseResult part, int index) {
    String folder = part.matchedPositionalValue(index, (String) null);
    return folder == null ? null : Path.of(folder);
  }
}
