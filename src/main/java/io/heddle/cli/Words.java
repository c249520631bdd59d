package io.heddle.cli;

import picocli.CommandLine.Model.PositionalParamSpec;

/** Words of a command that are no options. */
final class Words {
  private Words() {}

  /**
   * A word that stands at a place, counted from 0.
   *
   * @param label what it is called; in brackets when it may be left out
   */
  static PositionalParamSpec positional(String index, String label, String description) {
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
}
