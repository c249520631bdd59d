package io.heddle.cli.operate;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** {@code explain}: what the broker would do, and why. Stateless. */
final class ExplainCommand {
  /** The verdicts for which the exit code is 0: of a message, of a subscription, of a client. */
  private static final Set<String> GOOD = Set.of("delivered", "granted", "qos-lowered", "let-in");

  private static final String CODES =
      "The exit code is 0 when it would be delivered or allowed, 1 when not, or when nobody answers.";

  private ExplainCommand() {}

  static Part part() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "publish",
        Part.of(
            "Says what would become of a message, receiver by receiver.",
            ExplainCommand::publish,
            task("publish", List.of("client", "topic"), List.of("qos", "size"))));
    parts.put(
        "subscribe",
        Part.of(
            "Says whether a client may subscribe, and what comes of it.",
            ExplainCommand::subscribe,
            task("subscribe", List.of("client", "filter"), List.of("qos"))));
    parts.put(
        "connect",
        Part.of(
            "Says whether a client would be let in.",
            ExplainCommand::connect,
            task("connect", List.of("client"), List.of("username", "address"))));
    return Part.above("Says what the broker would do, and why.", parts);
  }

  private static CommandSpec publish(CommandSpec spec) {
    spec.addOption(Words.option("--client", "ID", "Who would publish."))
        .addOption(Words.option("--topic", "TOPIC", "Where to."))
        .addOption(Words.option("--qos", "LEVEL", "0, 1 or 2; otherwise 0."))
        .addOption(Words.flag("--retain", "With the retain flag."))
        .addOption(Words.option("--size", "BYTES", "Of the payload; otherwise 1."));
    ApiWords.addTo(spec);
    return Words.examples(
        spec, "heddle explain publish --client pump-7 --topic plant/pump/7 --qos 1", CODES);
  }

  private static CommandSpec subscribe(CommandSpec spec) {
    spec.addOption(Words.option("--client", "ID", "Who would subscribe."))
        .addOption(Words.option("--filter", "FILTER", "What to."))
        .addOption(Words.option("--qos", "LEVEL", "0, 1 or 2; otherwise 0."));
    ApiWords.addTo(spec);
    return Words.examples(
        spec, "heddle explain subscribe --client screen-1 --filter 'plant/#'", CODES);
  }

  private static CommandSpec connect(CommandSpec spec) {
    spec.addOption(Words.option("--client", "ID", "The client identifier."))
        .addOption(Words.option("--username", "NAME", "The user; otherwise nobody."))
        .addOption(Words.option("--address", "ADDRESS", "Where it would come from."));
    ApiWords.addTo(spec);
    return Words.examples(
        spec, "heddle explain connect --client pump-7 --username plant --address 192.0.2.7", CODES);
  }

  private static BiFunction<Given, Terminal, Task> task(
      String what, List<String> needed, List<String> others) {
    return (given, terminal) -> {
      Map<String, String> parameters = parameters(given, needed, others);
      Api api = ApiWords.of(given, terminal);
      return () -> {
        JsonObject answer = api.get("/explain/" + what, parameters);
        if (given.has(ApiWords.JSON)) {
          terminal.out().println(answer);
        } else {
          Facts.sentences(answer, "text").forEach(terminal.out()::println);
        }
        return GOOD.contains(answer.getString("verdict", "")) ? Task.DONE : Task.FAILED;
      };
    };
  }

  private static Map<String, String> parameters(
      Given given, List<String> needed, List<String> others) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : needed) {
      String value = given.text("--" + each);
      if (value == null) {
        throw given.wrong("--" + each + " is needed");
      }
      parameters.put(each, value);
    }
    for (String each : others) {
      String value = given.text("--" + each);
      if (value != null) {
        parameters.put(each, value);
      }
    }
    if (given.has("--retain")) {
      parameters.put("retain", "true");
    }
    return parameters;
  }
}
