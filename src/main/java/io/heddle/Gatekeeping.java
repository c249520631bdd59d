package io.heddle;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Reloaded;
import io.heddle.auth.AuthOptions;
import io.heddle.auth.BanFile;
import io.heddle.auth.BanIndex;
import io.heddle.auth.BanList;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.HashPool;
import io.heddle.auth.PasswordFile;
import io.heddle.auth.Passwords;
import io.heddle.auth.Sha;
import io.heddle.auth.Watched;
import io.heddle.auth.WrongFile;
import io.heddle.auth.acl.Acl;
import io.heddle.auth.acl.AclException;
import io.heddle.auth.acl.LiveAcl;
import io.heddle.auth.scram.ScramMethod;
import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.connection.Asked;
import io.heddle.connection.Doorkeeper;
import io.heddle.connection.Guard;
import io.heddle.connection.Rates;
import io.heddle.connection.Turnstile;
import io.heddle.extension.Folders;
import io.heddle.session.Cancellable;
import io.heddle.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in and what they may do, as the configuration says: builds whom connections ask, and
 * looks from time to time whether the files have changed. Safe for use by any thread.
 */
final class Gatekeeping implements AutoCloseable {
  /** Passwords that may wait to be checked. */
  private static final int WAITING = 1000;

  /** Addresses whose failed logins are remembered. */
  private static final int ADDRESSES = 10_000;

  /** Logins that are remembered, a hundred bytes or so each. */
  private static final int REMEMBERED = 200_000;

  /** Bans that were added at run time, in {@code data.directory}. */
  private static final String BANS = "bans";

  private final Configuration configuration;
  private final Machine machine;
  private final Deciders deciders;
  private final List<Watched<?>> files = new ArrayList<>();
  private final List<Authenticator> authenticators = new ArrayList<>();
  private final List<AuthenticationMethod> methods = new ArrayList<>();
  private final List<Authorizer> authorizers = new ArrayList<>();
  private final BanList bans;
  private Remotes remotes = Remotes.NONE;
  private @Nullable Authenticator administrators;
  private LiveAsked asked = new LiveAsked(Deciders.NONE, Asked.NOBODY);
  private Cancellable looking = () -> {};
  private Supplier<?> rules = () -> this;
  private volatile Runnable rightsChanged = () -> {};

  private Gatekeeping(Configuration configuration, Deciders deciders, Machine machine)
      throws WrongFile {
    this.configuration = configuration;
    this.machine = machine;
    this.deciders = deciders;
    this.bans = banned(configuration.bansFile(), configuration.store());
  }

  private BanList banned(@Nullable Path named, @Nullable StoreOptions store) throws WrongFile {
    Supplier<BanIndex> file =
        named == null ? () -> BanIndex.NONE : watched(named, () -> BanFile.read(named));
    return store == null
        ? new BanList(file, machine.clock())
        : new BanList(file, machine.clock(), store.folder().resolve(BANS));
  }

  /**
   * Reads what there is to read. An embedder's own deciders are asked before all others.
   *
   * @throws StartException when a file is wrong
   */
  static Gatekeeping open(Configuration configuration, Deciders deciders, Machine machine) {
    try {
      Gatekeeping gatekeeping = new Gatekeeping(configuration, deciders, machine);
      boolean complete = false;
      try {
        gatekeeping.build();
        complete = true;
        return gatekeeping;
      } finally {
        if (!complete) {
          gatekeeping.close();
        }
      }
    } catch (WrongFile e) {
      throw new StartException(String.join(System.lineSeparator(), e.errors()), e);
    }
  }

  private void build() throws WrongFile {
    AuthOptions auth = configuration.auth();
    FailedLogins failures = new FailedLogins(auth.failures(), ADDRESSES, machine.timer()::nanos);
    remotes = Remotes.open(configuration, machine, failures);
    files.addAll(remotes.files());
    // Before the password file, which has the last word about everybody who names a user.
    authenticators.addAll(remotes.authenticators());
    if (auth.passwordFile() != null) {
      authenticators.add(passwords(auth, auth.passwordFile(), failures));
    }
    if (auth.scramFile() != null) {
      addScram(auth.scramFile(), failures);
    }
    Path aclFile = configuration.aclFile();
    if (aclFile != null) {
      Watched<Acl> acl = watched(aclFile, () -> acl(aclFile));
      rules = acl;
      authorizers.add(new LiveAcl(acl));
    }
    authorizers.addAll(remotes.authorizers());
    asked = new LiveAsked(deciders, Asked.of(authenticators, methods, authorizers));
    Path admins = configuration.adminFile();
    if (configuration.admin() != null && admins != null) {
      // Whoever guesses passwords of clients shall not lock out who could do something about it.
      FailedLogins own = new FailedLogins(auth.failures(), ADDRESSES, machine.timer()::nanos);
      administrators = passwords(auth, admins, own);
    }
    Duration interval = configuration.filesInterval();
    if (!files.isEmpty() && !interval.isZero()) {
      looking =
          machine
              .timer()
              .every(interval, () -> machine.threads().startHeavy("heddle-files", this::look));
    }
  }

  /** Without users for a hash function the method is on offer, too: they may come later. */
  private void addScram(Path file, FailedLogins failures) throws WrongFile {
    Watched<PasswordFile> users = watched(file, () -> PasswordFile.read(file));
    for (Sha sha : Sha.values()) {
      methods.add(new ScramMethod(sha, users, failures, machine.random()));
    }
  }

  private Authenticator passwords(AuthOptions auth, Path file, FailedLogins failures)
      throws WrongFile {
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
        failures,
        new Passwords.Memory(
            auth.remember(), REMEMBERED, machine.random(), machine.timer()::nanos));
  }

  /** What acl.http lets clients receive it says when they subscribe: so it must be asked then. */
  private Acl acl(Path file) throws WrongFile {
    try {
      Acl acl = Acl.parse(file);
      if (acl.grantsEverySubscription() && !remotes.authorizers().isEmpty()) {
        throw new WrongFile(
            List.of(
                file
                    + ": it is in Mosquitto's format, which grants every subscription, so acl.http"
                    + " would be asked about none and had no say in what is received; write it in"
                    + " Heddle's format (docs/access-control.md), or leave acl.http.url out"));
      }
      return acl;
    } catch (AclException e) {
      throw new WrongFile(e.errors());
    }
  }

  private <T> Watched<T> watched(Path file, Watched.Reader<T> reader) throws WrongFile {
    Watched<T> watched = Watched.open(List.of(file), reader);
    files.add(watched);
    return watched;
  }

  /** Who is banned. */
  BanList bans() {
    return bans;
  }

  /** Who knows the users of the REST interface; null when they have no names. */
  @Nullable Authenticator administrators() {
    return administrators;
  }

  /**
   * Whom connections ask.
   *
   * @param doorkeeper asked about those who come
   */
  Guard guard(Doorkeeper doorkeeper) {
    Rates rates = new Rates(configuration.rates(), machine.timer()::nanos);
    return new Guard(
        asked::now,
        !Folders.below(configuration.extensions().folder()).isEmpty(),
        configuration.access(),
        new Turnstile(bans::find, rates),
        doorkeeper);
  }

  /** Who is asked, to add to them. */
  LiveAsked asked() {
    return asked;
  }

  /**
   * Looks whether somebody is there to ask, once all have come.
   *
   * @throws StartException when a listener would be open to everybody without anybody having said
   *     so
   */
  void checkGuarded() {
    Asked now = asked.now();
    List<String> unguarded =
        configuration.unguarded(!now.authenticators().isEmpty() || !now.methods().isEmpty());
    if (!unguarded.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), unguarded));
    }
  }

  /** From now on this runs when clients may do something else than before; it must not block. */
  void onRightsChange(Runnable action) {
    rightsChanged = action;
    asked.onChange(action);
  }

  private void look() {
    refresh(Watched::look);
  }

  /** Reads all files anew; of one that is wrong the old content stays in force. */
  List<Reloaded> reload() {
    List<Reloaded> done = new ArrayList<>();
    refresh(file -> done.add(file.reload()));
    return done;
  }

  /** What is wrong with files whose old content is in force. */
  List<String> problems() {
    return Stream.concat(
            files.stream().flatMap(file -> file.errors().stream()), bans.problems().stream())
        .toList();
  }

  @SuppressWarnings("ReferenceEquality") // other rules are another object
  private void refresh(Consumer<Watched<?>> reading) {
    Object before = rules.get();
    files.forEach(reading);
    bans.look();
    if (rules.get() != before) {
      rightsChanged.run();
    }
  }

  /** The files are looked at no more. */
  @Override
  public void close() {
    looking.cancel();
    remotes.close();
  }
}
