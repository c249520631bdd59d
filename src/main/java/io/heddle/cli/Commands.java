package io.heddle.cli;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The grammar of the command line. It is described by calls and not by annotations, because looking
 * for these by reflection costs every start some of its time.
 */
final class Commands {
  private static final String COMPLETION = "completion";

  private final Terminal terminal;
  private final String[] arguments;
  private final Map<String, Function<ParseResult, Command>> makers = new LinkedHashMap<>();
  private final Command serve;
  private final Set<String> words;
  private final CommandLine grammar;

  /**
   * For some arguments. Of commands with many options those are made that the arguments name, for
   * making all takes time.
   */
  Commands(Terminal terminal, Command serve, String... arguments) {
    this.terminal = terminal;
    this.serve = serve;
    this.arguments = arguments;
    words = Set.copyOf(List.of(arguments));
    CommandSpec root =
        CommandSpec.create().name("heddle").mixinStandardHelpOptions(true).version(Release.text());
    root.usageMessage()
        .description(
            "Runs the MQTT broker. The configuration comes from a file, the environment and -D, each stronger than the one before.")
        .footer(
            "",
            "Without --config the file is the one that HEDDLE_CONFIG names, or the image's:",
            "conf/heddle.properties, where every setting is listed and explained.",
            "As a variable the key queue.block-timeout is HEDDLE_QUEUE_BLOCK__TIMEOUT.",
            "HEDDLE_HEAP=1g sets the heap's limit, HEDDLE_JVM_OPTIONS further JVM flags.");
    grammar = new CommandLine(configured(root)).setExpandAtFiles(false);
    addCommands();
  }

  /**
   * All of them, or the one that is called: making the others, too, would take most of the time.
   */
  private void addCommands() {
    Map<String, Supplier<Part>> tasks = Tasks.parts();
    Supplier<Part> called = arguments.length == 0 ? null : tasks.get(arguments[0]);
    if (called != null) {
      add(grammar, arguments[0], called.get());
      return;
    }
    add(
        grammar,
        "serve",
        configured(spec("Runs the broker; so does heddle alone.")),
        part -> serve);
    tasks.forEach((name, part) -> add(grammar, name, part.get()));
    addConfigured();
    add(
        grammar,
        COMPLETION,
        Completion.grammar(spec("Prints what makes a shell complete these words.")),
        part -> new Completion(terminal, grammar, part.matchedPositionalValue(0, "bash")));
    add(grammar, "passwd", Passwd.grammar(spec("")), part -> Passwd.of(part, terminal));
  }

  private void addConfigured() {
    add(
        grammar,
        "check-config",
        configured(spec("Tells everything that is wrong with the configuration.")),
        part -> new CheckConfig(terminal));
    add(
        grammar,
        "print-config",
        configured(spec("Shows every setting, its value and where that came from.")),
        part -> new PrintConfig(terminal));
    CommandLine acl =
        add(grammar, "acl", spec("Asks a file with rules of access."), Commands::incomplete);
    add(
        acl,
        "test",
        configured(
            AclGrammar.addTest(
                spec("Says whether a client may do something, and which rule says so."))),
        part -> AclGrammar.test(part, terminal));
    add(
        acl,
        "check",
        AclGrammar.addCheck(spec("Tells everything that is wrong with a file of rules.")),
        part -> AclGrammar.check(part, terminal));
    CommandLine store =
        add(
            grammar,
            "store",
            spec("Looks at what a broker keeps on disk, and copies it."),
            Commands::incomplete);
    StoreGrammar.parts()
        .forEach((name, each) ->
            add(
                store,
                name,
                configured(each.grammar().apply(spec(each.description()))),
                part -> each.maker().apply(part, terminal)));
  }

  /**
   * With the options for the configuration. They are given to each command that reads it, and not
   * inherited by all: {@code passwd} has a -D of its own, the one that people know from Mosquitto.
   */
  private static CommandSpec configured(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder(Choices.CONFIG)
                .paramLabel("FILE")
                .type(String.class)
                .description("The properties file to read.")
                .build())
        .addOption(
            OptionSpec.builder(Choices.OPTION)
                .paramLabel("KEY=VALUE")
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("A setting; may be repeated.")
                .build());
  }

  private static CommandSpec spec(String description) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true).version(Release.text());
    spec.usageMessage().description(description);
    return spec;
  }

  /** Adds a command that reads no configuration. */
  private void add(CommandLine parent, String name, Part part) {
    CommandSpec spec = part.host() ? CommandSpec.create() : spec("");
    spec.usageMessage().description(part.description());
    if (part.host()) {
      spec.addOption(
          OptionSpec.builder("--help").usageHelp(true).description("Shows this.").build());
    }
    boolean named = words.contains(name) || words.contains(COMPLETION);
    CommandLine command =
        add(
            parent,
            name,
            named ? part.grammar().apply(spec) : spec,
            result -> new Unconfigured(part.maker().apply(new Given(result), terminal), terminal));
    if (named) {
      // "-m -t" is a payload, and "-k=5" no way to write a number.
      command.setAllowOptionsAsOptionParameters(true);
      part.parts().forEach((below, each) -> add(command, below, each));
    }
  }

  private CommandLine add(
      CommandLine parent, String name, CommandSpec spec, Function<ParseResult, Command> maker) {
    CommandLine command = new CommandLine(spec).setExpandAtFiles(false);
    parent.addSubcommand(name, command);
    makers.put(spec.qualifiedName(), maker);
    return command;
  }

  private static Command incomplete(ParseResult part) {
    CommandLine command = part.commandSpec().commandLine();
    throw new ParameterException(
        command,
        command.getCommandName()
            + ": a command is missing; allowed are "
            + String.join(", ", command.getSubcommands().keySet()));
  }

  /** Does what the arguments say, and answers the exit code. */
  int run() {
    grammar.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()));
    grammar.setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
    try {
      ParseResult result = grammar.parseArgs(arguments);
      return isHelp(result) ? help(result) : dispatch(result);
    } catch (ParameterException e) {
      terminal.err().println("heddle: " + e.getMessage());
      UnmatchedArgumentException.printSuggestions(e, grammar.getErr());
      terminal.err().println("heddle: see heddle --help");
      return Command.MISUSED;
    }
  }

  private static boolean isHelp(ParseResult root) {
    for (ParseResult part = root; part != null; part = part.subcommand()) {
      if (part.isUsageHelpRequested() || part.isVersionHelpRequested()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Prints what -h or -V asks for; "-D KEY=VALUE" reads better than "-D=KEY=VALUE", and both are
   * taken.
   */
  private int help(ParseResult result) {
    grammar.setSeparator(" ");
    Integer code = CommandLine.executeHelpRequest(result);
    return code == null ? Command.DONE : code;
  }

  private int dispatch(ParseResult root) {
    Path config = null;
    Map<String, String> options = new LinkedHashMap<>();
    Command command = null;
    for (ParseResult part = root; part != null; part = part.subcommand()) {
      for (String file : texts(part, Choices.CONFIG)) {
        if (file.isEmpty()) {
          throw new ParameterException(grammar, "--config: no file is named");
        }
        config = Path.of(file);
      }
      for (String assignment : texts(part, Choices.OPTION)) {
        if (!Choices.assign(assignment, options)) {
          throw new ParameterException(grammar, "-D " + assignment + ": not KEY=VALUE");
        }
      }
      Function<ParseResult, Command> maker = makers.get(part.commandSpec().qualifiedName());
      if (maker != null && !part.hasSubcommand()) {
        command = maker.apply(part);
      }
    }
    return (command == null ? serve : command).run(new Choices(config, options), terminal);
  }

  /**
   * What was written after an option that is about the configuration; none with a command that
   * reads no configuration, and may have another option of that name.
   */
  private static List<String> texts(ParseResult part, String option) {
    boolean configured = part.commandSpec().findOption(Choices.CONFIG) != null;
    return configured && part.hasMatchedOption(option)
        ? part.matchedOption(option).stringValues()
        : List.of();
  }
}
