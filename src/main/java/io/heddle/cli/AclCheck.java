package io.heddle.cli;

import io.heddle.auth.acl.Acl;
import io.heddle.auth.acl.AclException;
import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.nio.file.Path;

/** {@code acl check}: says that a file of rules is right, or everything that is wrong with it. */
record AclCheck(Terminal terminal, Path file) implements Command {

  @Override
  public int run(Choices choices, Terminal unused) {
    return check();
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    return check();
  }

  private int check() {
    try {
      int rules = Acl.parse(file).size();
      terminal.out().println("ok: " + file + ": " + rules + (rules == 1 ? " rule" : " rules"));
      return DONE;
    } catch (AclException e) {
      Command.tell(e.errors(), file.toString(), terminal);
      return FAILED;
    }
  }
}
