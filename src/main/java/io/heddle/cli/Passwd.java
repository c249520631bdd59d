package io.heddle.cli;

import io.heddle.auth.PasswordFile;
import io.heddle.auth.PasswordHash;
import io.heddle.auth.PasswordText;
import io.heddle.auth.ScramKeys;
import io.heddle.auth.Sha;
import io.heddle.auth.StoredPassword;
import io.heddle.auth.UserName;
import io.heddle.auth.WrongFile;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code passwd}: adds, changes or deletes a user in a password file. It reads no configuration.
 *
 * @param making how a new password is kept
 */
record Passwd(Terminal terminal, Secrets secrets, Making making, Order order) implements Command {
  private static final String DELETE = "--delete";
  private static final String STDIN = "--stdin";
  private static final String SCRAM = "--scram";
  private static final String SCRAM_512 = "--scram-sha-512";
  private static final String ITERATIONS = "--iterations";

  /**
   * What it is asked to do.
   *
   * @param stdin whether the password is a line of the standard input
   */
  record Order(Path file, String user, boolean delete, boolean stdin) {}

  /**
   * How a new password is kept.
   *
   * @param scram the hash function of SCRAM; null for a hash as Mosquitto has it
   */
  record Making(@Nullable Sha scram, int rounds) {
    StoredPassword of(byte[] password) {
      SecureRandom random = new SecureRandom();
      return scram == null
          ? PasswordHash.make(password, rounds, random)
          : ScramKeys.make(scram, password, rounds, random);
    }

    /** What is wrong with a user's name; empty when it is right. */
    String problem(String user) {
      String problem = UserName.problem(user);
      if (scram == null || !problem.isEmpty()) {
        return problem;
      }
      try {
        String name = ScramKeys.name(user);
        return name.equals(user) ? "" : "is written " + name + " in SCRAM; add that one";
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  /** Its grammar. */
  static CommandSpec grammar(CommandSpec spec) {
    spec.usageMessage()
        .description("Adds a user to a password file, changes the password, or deletes the user.")
        .footer(
            "",
            "Asks for the password twice. FILE is made if it is not there; comments and the order",
            "of the lines stay. It can be one that mosquitto_passwd has made.",
            "",
            "With --scram or --scram-sha-512 the user can log in by SCRAM, which never sends the",
            "password, and with the plain password as well. Mosquitto cannot read such a line.");
    return spec.addOption(flag("-D", DELETE, "Deletes the user."))
        .addOption(flag(STDIN, STDIN, "Reads the password from a line of the standard input."))
        .addOption(flag(SCRAM, SCRAM, "Keeps keys for SCRAM-SHA-256."))
        .addOption(flag(SCRAM_512, SCRAM_512, "Keeps keys for SCRAM-SHA-512."))
        .addOption(
            OptionSpec.builder(ITERATIONS)
                .paramLabel("N")
                .type(String.class)
                .description(
                    "How often SCRAM hashes the password, which each client has to do: "
                        + ScramKeys.FEWEST_ROUNDS
                        + " to "
                        + StoredPassword.MOST_ROUNDS
                        + "; otherwise "
                        + ScramKeys.USUAL_ROUNDS
                        + ".")
                .build())
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
    return new Passwd(terminal, Secrets.ofProcess(), making(part), order);
  }

  private static Making making(ParseResult part) {
    boolean longer = part.hasMatchedOption(SCRAM_512);
    boolean scram = longer || part.hasMatchedOption(SCRAM);
    String rounds = part.matchedOptionValue(ITERATIONS, (String) null);
    if (scram && part.hasMatchedOption(SCRAM) && longer) {
      throw wrong(part, SCRAM + " and " + SCRAM_512 + ": a user has keys for one of them");
    }
    if (!scram && rounds != null) {
      throw wrong(part, ITERATIONS + " goes with " + SCRAM + " or " + SCRAM_512);
    }
    if (!scram) {
      return new Making(null, PasswordHash.USUAL_ROUNDS);
    }
    return new Making(
        longer ? Sha.SHA_512 : Sha.SHA_256,
        rounds == null ? ScramKeys.USUAL_ROUNDS : rounds(part, rounds));
  }

  private static int rounds(ParseResult part, String text) {
    int rounds = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (rounds < ScramKeys.FEWEST_ROUNDS || rounds > StoredPassword.MOST_ROUNDS) {
      throw wrong(
          part,
          ITERATIONS
              + " "
              + text
              + ": allowed is "
              + ScramKeys.FEWEST_ROUNDS
              + " to "
              + StoredPassword.MOST_ROUNDS);
    }
    return rounds;
  }

  private static ParameterException wrong(ParseResult part, String words) {
    return new ParameterException(part.commandSpec().commandLine(), words);
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
    String problem = order.delete ? UserName.problem(order.user) : making.problem(order.user);
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
    StoredPassword stored;
    try {
      stored = making.of(password);
    } catch (IllegalArgumentException e) {
      return say(FAILED, "the password " + e.getMessage());
    }
    PasswordText before =
        PasswordText.of(Files.exists(order.file) ? Files.readString(order.file) : "");
    PasswordText after = before.with(order.user, stored);
    Replacement.write(
        order.file, (making.scram == null ? after : after.withDecoyKey(new SecureRandom())).text());
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
