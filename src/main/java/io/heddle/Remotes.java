package io.heddle;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.auth.Complaints;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.Guessed;
import io.heddle.auth.HashPool;
import io.heddle.auth.LoginDigest;
import io.heddle.auth.Recent;
import io.heddle.auth.SecretFile;
import io.heddle.auth.TrustFile;
import io.heddle.auth.Watched;
import io.heddle.auth.WrongFile;
import io.heddle.auth.http.HttpAuthenticator;
import io.heddle.auth.http.HttpAuthorizer;
import io.heddle.auth.http.HttpOptions;
import io.heddle.auth.http.Web;
import io.heddle.auth.jwt.FileKeys;
import io.heddle.auth.jwt.Jwt;
import io.heddle.auth.jwt.KeyRing;
import io.heddle.auth.jwt.KeySources;
import io.heddle.auth.jwt.TokenKeys;
import io.heddle.auth.jwt.UrlKeys;
import io.heddle.auth.ldap.DnTemplate;
import io.heddle.auth.ldap.FilterTemplate;
import io.heddle.auth.ldap.Ldap;
import io.heddle.auth.ldap.LdapOptions;
import io.heddle.auth.ldap.LdapSetup;
import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.config.External;
import io.heddle.mqtt.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds those who are asked about clients outside the broker, or with what comes from outside.
 * Used by the thread that starts the broker, and closed once.
 */
final class Remotes implements AutoCloseable {
  /** Asks nobody. */
  static final Remotes NONE = new Remotes(List.of(), List.of(), List.of(), List.of());

  /** Logins that may wait for a thread. */
  private static final int WAITING = 1000;

  /** The longest answer of a web server, in bytes. */
  private static final int ANSWER = 1 << 18;

  private final List<Authenticator> authenticators;
  private final List<Authorizer> authorizers;
  private final List<Watched<?>> files;
  private final List<Runnable> closers;

  private Remotes(
      List<Authenticator> authenticators,
      List<Authorizer> authorizers,
      List<Watched<?>> files,
      List<Runnable> closers) {
    this.authenticators = authenticators;
    this.authorizers = authorizers;
    this.files = files;
    this.closers = closers;
  }

  /**
   * Builds those whom the configuration names.
   *
   * @throws WrongFile when a file is wrong, or a library is absent
   */
  static Remotes open(Configuration configuration, Machine machine, FailedLogins failures)
      throws WrongFile {
    Building building = new Building(configuration.connection().connectTimeout(), machine);
    boolean complete = false;
    try {
      building.ask(configuration, failures);
      complete = true;
    } finally {
      if (!complete) {
        building.closers.forEach(Runnable::run);
      }
    }
    return new Remotes(
        building.authenticators, building.authorizers, building.files, building.closers);
  }

  List<Authenticator> authenticators() {
    return authenticators;
  }

  List<Authorizer> authorizers() {
    return authorizers;
  }

  /** Files that are to be looked at from time to time. */
  List<Watched<?>> files() {
    return files;
  }

  @Override
  public void close() {
    // Not Web::close: that would look for Java's HTTP client even where nobody is asked.
    closers.forEach(Runnable::run);
  }

  /** What is built so far. */
  private record Building(
      Duration patience,
      Machine machine,
      List<Authenticator> authenticators,
      List<Authorizer> authorizers,
      List<Watched<?>> files,
      List<Runnable> closers) {

    Building(Duration patience, Machine machine) {
      this(
          patience,
          machine,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void ask(Configuration configuration, FailedLogins failures) throws WrongFile {
      External external = configuration.external();
      if (external.jwt() != null) {
        ask(jwt(external.jwt()), failures);
      }
      if (external.http() != null) {
        ask(http(external.http()), failures);
      }
      if (external.ldap() != null) {
        ask(ldap(external.ldap()), failures);
      }
      if (external.acl() != null) {
        authorizers.add(acl(external.acl(), configuration.broker().subscriptionsPerClient()));
      }
    }

    private void ask(Authenticator authenticator, FailedLogins failures) {
      authenticators.add(new Guessed(authenticator, failures));
    }

    Authenticator jwt(External.Jwt jwt) throws WrongFile {
      Library.NIMBUS.require("auth.jwt");
      int cores = Runtime.getRuntime().availableProcessors();
      HashPool pool = pool("heddle-token", Math.max(1, cores / 2));
      return new Jwt(keys(jwt.keys()), jwt.options(), pool, machine.clock());
    }

    private List<TokenKeys> keys(KeySources sources) throws WrongFile {
      List<TokenKeys> keys = new ArrayList<>();
      if (sources.secretFile() != null) {
        boolean base64 = sources.base64();
        keys.add(new FileKeys(watched(sources.secretFile(), f -> KeyRing.secret(f, base64))));
      }
      if (sources.keyFile() != null) {
        keys.add(new FileKeys(watched(sources.keyFile(), KeyRing::file)));
      }
      if (sources.url() != null) {
        keys.add(published(sources.url(), sources));
      }
      return keys;
    }

    private TokenKeys published(URI url, KeySources sources) throws WrongFile {
      Library.HTTP.require("auth.jwt.jwks-url");
      Duration timeout = sources.times().timeout();
      Web web = web(new Web.Target(url, timeout, 1, ANSWER, trust(sources.trustFile()), null));
      return new UrlKeys(web, sources.times(), machine.timer()::nanos, complaints(UrlKeys.class));
    }

    Authenticator http(HttpOptions options) throws WrongFile {
      Web web = web("auth.http", options);
      Recent<Bytes, Authentication> recent =
          new Recent<>(options.remember(), options.remembered(), machine.timer()::nanos);
      return new HttpAuthenticator(
          web, new LoginDigest(machine.random()), recent, complaints(HttpAuthenticator.class));
    }

    Authorizer acl(HttpOptions options, int filters) throws WrongFile {
      Web web = web("acl.http", options);
      HttpAuthorizer.Memory memory =
          new HttpAuthorizer.Memory(
              options.remember(), options.remembered(), filters, machine.timer()::nanos);
      return new HttpAuthorizer(web, memory, complaints(HttpAuthorizer.class));
    }

    private Web web(String setting, HttpOptions options) throws WrongFile {
      Library.HTTP.require(setting);
      Library.JSON.require(setting);
      Path file = options.authorizationFile();
      Watched<String> authorization = file == null ? null : watched(file, Building::header);
      return web(
          new Web.Target(
              options.url(),
              options.timeout(),
              options.concurrency(),
              ANSWER,
              trust(options.trustFile()),
              authorization));
    }

    private static String header(Path file) throws WrongFile {
      String value = new String(SecretFile.secret(file), StandardCharsets.US_ASCII);
      if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
        throw new WrongFile(List.of(file + ": has more than one line of ASCII"));
      }
      return value;
    }

    private Web web(Web.Target target) {
      Web web =
          new Web(
              target,
              work -> machine.threads().startAfresh("heddle-http", work),
              machine.timer()::nanos);
      closers.add(web::close);
      return web;
    }

    Authenticator ldap(LdapSetup setup) throws WrongFile {
      Library.NAMING.require("auth.ldap");
      HashPool pool = pool("heddle-ldap", setup.connections());
      return new Ldap(options(setup), pool, complaints(Ldap.class));
    }

    private LdapOptions options(LdapSetup setup) throws WrongFile {
      LdapSetup.Account account = setup.account();
      LdapSetup.Search groups = setup.groups();
      return new LdapOptions(
          setup.url(),
          setup.startTls(),
          trust(setup.trustFile()),
          setup.timeout(),
          account == null
              ? null
              : new LdapOptions.Account(
                  account.dn(), watched(account.passwordFile(), SecretFile::secret)),
          users(setup),
          setup.ownNames(),
          groups == null
              ? null
              : new LdapOptions.Groups(
                  groups.base(), FilterTemplate.of(groups.filter()), groups.attribute()));
    }

    private static LdapOptions.Users users(LdapSetup setup) {
      LdapSetup.Search search = setup.users();
      return search == null
          ? new LdapOptions.Named(DnTemplate.of(Objects.requireNonNull(setup.userDn())))
          : new LdapOptions.Searched(search.base(), FilterTemplate.of(search.filter()));
    }

    /** Reads a file. */
    private interface FromFile<T> {
      T read(Path file) throws WrongFile;
    }

    private <T> Watched<T> watched(Path file, FromFile<T> reader) throws WrongFile {
      Watched<T> watched = Watched.open(List.of(file), () -> reader.read(file));
      files.add(watched);
      return watched;
    }

    private @Nullable Supplier<SSLContext> trust(@Nullable Path file) throws WrongFile {
      return file == null ? null : watched(file, TrustFile::context);
    }

    private HashPool pool(String name, int threads) {
      return new HashPool(
          work -> machine.threads().startHeavy(name, work), threads, WAITING, patience);
    }

    private Complaints complaints(Class<?> who) {
      Logger log = LoggerFactory.getLogger(who);
      return new Complaints(log, machine.timer()::nanos);
    }
  }
}
