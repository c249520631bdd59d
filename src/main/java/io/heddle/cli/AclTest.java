package io.heddle.cli;

import io.heddle.api.Access;
import io.heddle.auth.acl.Acl;
import io.heddle.auth.acl.AclException;
import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import io.heddle.config.Sources;
import io.heddle.mqtt.Qos;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code acl test}: says whether a client may do something, and which rule says so. The exit code
 * is 0 for yes, 1 for no and 2 for no answer.
 *
 * @param file of the rules; null for the one that the configuration names
 * @param question what is asked of the rules
 * @param connects whether it is about connecting, which is allowed when no rule is about it
 */
record AclTest(
    Terminal terminal, @Nullable Path file, Function<Acl, Access> question, boolean connects)
    implements Command {

  @Override
  public int run(Choices choices, Terminal unused) {
    if (file != null) {
      return answer(file, false);
    }
    Sources sources = choices.sources(terminal);
    Configuration configuration = Command.load(sources, terminal);
    // Not FAILED: that is a no.
    return configuration == null ? MISUSED : run(configuration, sources);
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    String named = setting(configuration, "acl.file");
    if (named.isEmpty()) {
      terminal.err().println("heddle: no file of rules: --acl FILE names one, or acl.file");
      return MISUSED;
    }
    return answer(Path.of(named), setting(configuration, "acl.default").equals("allow"));
  }

  private static String setting(Configuration configuration, String key) {
    return configuration.effective().stream()
        .filter(setting -> setting.key().equals(key))
        .map(Effective::value)
        .findFirst()
        .orElse("");
  }

  private int answer(Path rules, boolean allowed) {
    try {
      return tell(question.apply(Acl.parse(rules)), allowed || connects);
    } catch (AclException e) {
      Command.tell(e.errors(), rules.toString(), terminal);
      return MISUSED;
    }
  }

  private int tell(Access access, boolean otherwise) {
    return switch (access) {
      case Access.Allowed(Qos most, String rule) -> {
        String limit = most == Qos.EXACTLY_ONCE ? "" : ", QoS " + most.value() + " at most";
        terminal.out().println("allow" + limit + ": " + rule);
        yield DONE;
      }
      case Access.Denied(String rule) -> {
        terminal.out().println("deny: " + rule);
        yield FAILED;
      }
      case Access.NoOpinion() -> {
        terminal.out().println((otherwise ? "allow" : "deny") + ": no rule is about it");
        yield otherwise ? DONE : FAILED;
      }
    };
  }
}
