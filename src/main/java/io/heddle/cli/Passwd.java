package io.heddle.cli;

import io.heddle.auth.PasswordFile;
import io.heddle.auth.PasswordHash;
import io.heddle.auth.PasswordText;
import io.heddle.auth.UserName;
import io.heddle.auth.WrongFile;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code passwd}: adds, changes or deletes a user in a password file. It reads no configuration.
 *
 * @param rounds of the hash of a new password
 */
record Passwd(Terminal terminal, Secrets secrets, int rounds, Order order) implements Command {
  private static final String DELETE = "--delete";
  private static final String STDIN = "--stdin";

  /**
   * What it is asked to do.
   *
   * @param stdin whether the password is a line of the standard input
   */
  record Order(Path file, String user, boolean delete, boolean stdin) {}

  /** Its grammar. */
  static CommandSpec grammar(CommandSpec spec) {
    spec.usageMessage()
        .description("Adds a user to a password file, changes the password, or deletes the user.")
        .footer(
            "",
            "Asks for the password twice. FILE is made if it is not there; comments and the order",
            "of the lines stay. It can be one that mosquitto_passwd has made.");
    return spec.addOption(flag("-D", DELETE, "Deletes the user."))
        .addOption(flag(STDIN, STDIN, "Reads the password from a line of the standard input."))
        .addPositional(Words.positional("0", "FILE", "The password file."))
        .addPositional(Words.positional("1", "USER", "The user's name, without a colon."));
  }

  private static OptionSpec flag(String name, String longName, String description) {
    String[] names = name.equals(longName) ? new String[] {name} : new String[] {name, longName};
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** The command that the arguments ask for. */
  static Passwd of(ParseResult part, Terminal terminal) {
    Order order =
        new Order(
            Path.of(part.matchedPositionalValue(0, "")),
            part.matchedPositionalValue(1, ""),
            part.hasMatchedOption(DELETE),
            part.hasMatchedOption(STDIN));
    return new Passwd(terminal, Secrets.ofProcess(), PasswordHash.USUAL_ROUNDS, order);
  }

  @Override
  public int run(Choices choices, Terminal unused) {
    return run();
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    return run();
  }

  int run() {
    String problem = UserName.problem(order.user);
    if (!problem.isEmpty()) {
      return say(MISUSED, "the user name " + problem);
    }
    if (order.delete && order.stdin) {
      return say(MISUSED, DELETE + " needs no password, so " + STDIN + " does not go with it");
    }
    try {
      return change();
    } catch (NoSuchFileException e) {
      return say(FAILED, order.file + ": there is no such file or folder");
    } catch (AccessDeniedException e) {
      return say(FAILED, e.getFile() + ": this user may not read or write it");
    } catch (CharacterCodingException e) {
      return say(FAILED, order.file + ": not UTF-8");
    } catch (IOException e) {
      return say(FAILED, order.file + ": nothing was changed: " + e.getMessage());
    }
  }

  private int change() throws IOException {
    return order.delete ? delete() : set(secrets.read(order.user, order.stdin));
  }

  private int delete() throws IOException {
    PasswordText before = PasswordText.of(Files.readString(order.file));
    if (!before.has(order.user)) {
      return say(FAILED, order.file + ": there is no user " + order.user);
    }
    Replacement.write(order.file, before.without(order.user).text());
    return done("deleted");
  }

  /** The file is read when the password is there: somebody may change it while another types. */
  private int set(byte[] password) throws IOException {
    PasswordHash hash = PasswordHash.make(password, rounds, new SecureRandom());
    PasswordText before =
        PasswordText.of(Files.exists(order.file) ? Files.readString(order.file) : "");
    Replacement.write(order.file, before.with(order.user, hash).text());
    return done(before.has(order.user) ? "changed" : "added");
  }

  private int done(String what) {
    terminal.out().println(what + ": " + order.user);
    tellWhatIsWrong();
    return DONE;
  }

  /** Lines that were wrong before do not keep anybody from mending one of them. */
  private void tellWhatIsWrong() {
    try {
      PasswordFile.read(order.file);
    } catch (WrongFile e) {
      e.errors().forEach(terminal.err()::println);
      terminal.err().println("heddle: the broker will not take this file as long as it is wrong");
    }
  }

  private int say(int code, String words) {
    terminal.err().println("heddle: " + words);
    return code;
  }
}
