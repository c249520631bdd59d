package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code completion}: a script that makes bash, or zsh, complete the words of the whole grammar.
 *
 * @param grammar the whole, with all options of all commands
 */
record Completion(Terminal terminal, CommandLine grammar, String shell) implements Command {
  private static final Set<String> SHELLS = Set.of("bash", "zsh");

  static CommandSpec grammar(CommandSpec spec) {
    spec.addPositional(
        Words.positional("0", "[SHELL]", "Which: bash, which zsh can read as well."));
    return Words.examples(
        spec,
        "source <(heddle completion bash)                        # in this shell",
        "heddle completion bash > /etc/bash_completion.d/heddle  # in all",
        "autoload -U +X bashcompinit && bashcompinit             # zsh: before that");
  }

  @Override
  public int run(Choices choices, Terminal unused) {
    return print();
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    return print();
  }

  private int print() {
    if (!SHELLS.contains(shell)) {
      throw new ParameterException(grammar, "completion: " + shell + ": allowed is bash");
    }
    terminal.out().print(AutoComplete.bash("heddle", grammar));
    return DONE;
  }
}
