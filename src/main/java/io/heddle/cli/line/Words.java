package io.heddle.cli.line;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The words of a command: options, and what stands alone. */
public final class Words {
  private Words() {}

  /**
   * A word that stands at a place, counted from 0.
   *
   * @param label what it is called; in brackets when it may be left out
   */
  public static PositionalParamSpec positional(String index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .paramLabel(label)
        .required(!label.startsWith("["))
        .arity(label.startsWith("[") ? "0..1" : "1")
        .hideParamSyntax(true)
        .type(String.class)
        .description(description)
        .build();
  }

  /**
   * An option with a value.
   *
   * @param names separated by blanks
   */
  public static OptionSpec option(String names, String label, String description) {
    return OptionSpec.builder(names.split(" "))
        .paramLabel(label)
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option that may be given more than once. */
  public static OptionSpec many(String names, String label, String description) {
    return OptionSpec.builder(names.split(" "))
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** An option without a value. */
  public static OptionSpec flag(String names, String description) {
    return OptionSpec.builder(names.split(" "))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** Examples below the options: each a line, as it is typed. */
  public static CommandSpec examples(CommandSpec spec, String... lines) {
    String[] footer = new String[lines.length + 2];
    footer[0] = "";
    footer[1] = "Examples:";
    for (int i = 0; i < lines.length; i++) {
      // picocli would take a percent sign for a format of its own.
      footer[i + 2] = "  " + lines[i].replace("%", "%%");
    }
    spec.usageMessage().footer(footer);
    return spec;
  }
}
