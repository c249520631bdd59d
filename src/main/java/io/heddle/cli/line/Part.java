package io.heddle.cli.line;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as the grammar knows it. What makes it costly, its options and its classes, is asked
 * for only when it is the one that was called.
 *
 * @param description one sentence
 * @param host whether {@code -h} and {@code -V} are words of its own, as clients of MQTT have them
 * @param grammar adds its options, and examples
 * @param maker makes it of the words that were given
 * @param parts its own commands, in their order
 */
public record Part(
    String description,
    boolean host,
    UnaryOperator<CommandSpec> grammar,
    BiFunction<Given, Terminal, Task> maker,
    Map<String, Part> parts) {

  /** A command that does something. */
  public static Part of(
      String description,
      UnaryOperator<CommandSpec> grammar,
      BiFunction<Given, Terminal, Task> maker) {
    return new Part(description, false, grammar, maker, Map.of());
  }

  /** With commands of its own; without any of them it does what it does. */
  public Part with(Map<String, Part> below) {
    return new Part(description, host, grammar, maker, below);
  }

  /** A command whose {@code -h} names a host. */
  public static Part ofHost(
      String description,
      UnaryOperator<CommandSpec> grammar,
      BiFunction<Given, Terminal, Task> maker) {
    return new Part(description, true, grammar, maker, Map.of());
  }

  /** A command that only has others below it. */
  public static Part above(String description, Map<String, Part> parts) {
    return new Part(
        description,
        false,
        UnaryOperator.identity(),
        (given, terminal) -> {
          throw given.wrong(
              "a command is missing; allowed are " + String.join(", ", parts.keySet()));
        },
        new LinkedHashMap<>(parts));
  }
}
