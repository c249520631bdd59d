package io.heddle;

import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.auth.AuthOptions;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.HashPool;
import io.heddle.auth.PasswordFile;
import io.heddle.auth.Passwords;
import io.heddle.auth.Watched;
import io.heddle.auth.WrongFile;
import io.heddle.auth.acl.Acl;
import io.heddle.auth.acl.AclException;
import io.heddle.auth.acl.LiveAcl;
import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.connection.Guard;
import io.heddle.session.Cancellable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may come in and what they may do, as the configuration says: builds whom connections ask, and
 * looks from time to time whether the files have changed. Safe for use by any thread.
 */
final class Gatekeeping implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Passwords that may wait to be checked. */
  private static final int WAITING = 1000;

  /** Addresses whose failed logins are remembered. */
  private static final int ADDRESSES = 10_000;

  /** Logins that are remembered, a hundred bytes or so each. */
  private static final int REMEMBERED = 200_000;

  private final Configuration configuration;
  private final Machine machine;
  private final List<Watched<?>> files = new ArrayList<>();
  private final List<Authenticator> authenticators = new ArrayList<>();
  private final List<Authorizer> authorizers = new ArrayList<>();
  private Cancellable looking = () -> {};

  private Gatekeeping(Configuration configuration, Machine machine) {
    this.configuration = configuration;
    this.machine = machine;
  }

  /**
   * Reads what there is to read.
   *
   * @throws StartException when a file is wrong, or a listener would be open to everybody without
   *     anybody having said so
   */
  static Gatekeeping open(Configuration configuration, Machine machine) {
    Gatekeeping gatekeeping = new Gatekeeping(configuration, machine);
    try {
      gatekeeping.build();
    } catch (WrongFile e) {
      throw new StartException(String.join(System.lineSeparator(), e.errors()), e);
    }
    return gatekeeping;
  }

  private void build() throws WrongFile {
    AuthOptions auth = configuration.auth();
    if (auth.passwordFile() != null) {
      authenticators.add(passwords(auth, auth.passwordFile()));
    }
    Path rules = configuration.aclFile();
    if (rules != null) {
      authorizers.add(new LiveAcl(watched(rules, () -> acl(rules))));
    }
    List<String> unguarded = configuration.unguarded(!authenticators.isEmpty());
    if (!unguarded.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), unguarded));
    }
    if (!files.isEmpty()) {
      looking =
          machine
              .timer()
              .every(LOOK, () -> machine.threads().startHeavy("heddle-files", this::look));
    }
  }

  private Authenticator passwords(AuthOptions auth, Path file) throws WrongFile {
    int cores = Runtime.getRuntime().availableProcessors();
    HashPool pool =
        new HashPool(
            work -> machine.threads().startHeavy("heddle-password", work),
            Math.max(1, cores / 2),
            WAITING,
            configuration.connection().connectTimeout().multipliedBy(3).dividedBy(4));
    return new Passwords(
        watched(file, () -> PasswordFile.read(file)),
        pool,
        new FailedLogins(auth.failures(), ADDRESSES, machine.timer()::nanos),
        new Passwords.Memory(
            auth.remember(), REMEMBERED, machine.random(), machine.timer()::nanos));
  }

  private static Acl acl(Path file) throws WrongFile {
    try {
      return Acl.parse(file);
    } catch (AclException e) {
      throw new WrongFile(e.errors());
    }
  }

  private <T> Watched<T> watched(Path file, Watched.Reader<T> reader) throws WrongFile {
    Watched<T> watched = Watched.open(List.of(file), reader);
    files.add(watched);
    return watched;
  }

  /** Whom connections ask. */
  Guard guard() {
    return new Guard(authenticators, authorizers, configuration.access());
  }

  private void look() {
    files.forEach(Watched::look);
  }

  /** Reads all files anew; of one that is wrong the old content stays in force. */
  void reload() {
    files.forEach(Watched::reload);
  }

  /** The files are looked at no more. */
  @Override
  public void close() {
    looking.cancel();
  }
}
