package io.heddle.auth.ldap;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Login;
import io.heddle.auth.Complaints;
import io.heddle.auth.HashPool;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by a bind to a directory with the client's user name and password; whoever names no
 * user is unknown here. When the directory does not answer, clients are refused. Safe for use by
 * any thread, which waits.
 */
public final class Ldap implements Authenticator {
  /** Groups of one user. */
  private static final int GROUPS = 1000;

  private static final Authentication UNKNOWN = new Authentication.Unknown();
  private static final Authentication WRONG =
      bad("the directory does not know the user, or not with this password");
  private static final Authentication BUSY =
      new Authentication.Refused(ReasonCode.SERVER_BUSY, "too many logins wait for the directory");

  private final LdapOptions options;
  private final HashPool pool;
  private final Complaints complaints;

  /**
   * An authenticator by a directory.
   *
   * @param pool of this directory alone; its threads are connections
   */
  public Ldap(LdapOptions options, HashPool pool, Complaints complaints) {
    this.options = options;
    this.pool = pool;
    this.complaints = complaints;
  }

  @Override
  public Authentication authenticate(Login login) {
    String user = login.userName();
    if (user == null) {
      return UNKNOWN;
    }
    if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
      return bad("a user name that no directory has");
    }
    Bytes password = login.password();
    if (password == null || password.isEmpty()) {
      // A bind without a password is one of nobody, and succeeds.
      return bad("a user name without a password");
    }
    Authentication answer = pool.ask(() -> answer(user, password.toArray()));
    return answer == null ? BUSY : answer;
  }

  private Authentication answer(String user, byte[] password) {
    try (Directory directory = Directory.open(options)) {
      return answer(directory, user, password);
    } catch (NamingException e) {
      String words = options.url() + ": " + reason(e);
      complaints.tell(words);
      return new Authentication.Refused(ReasonCode.SERVER_UNAVAILABLE, words);
    }
  }

  private Authentication answer(Directory directory, String user, byte[] password)
      throws NamingException {
    Directory.Entry entry = entry(directory, user);
    if (entry == null || !directory.bind(entry.dn(), password)) {
      return WRONG;
    }
    String name = options.ownNames() ? own(directory, entry, user) : user;
    return new Authentication.Accepted(name, groups(directory, user, entry.dn()));
  }

  private Directory.@Nullable Entry entry(Directory directory, String user) throws NamingException {
    return switch (options.users()) {
      case LdapOptions.Named named -> new Directory.Entry(named.dn().fill(user), List.of());
      case LdapOptions.Searched searched -> {
        bindAccount(directory);
        String attribute = options.ownNames() ? searched.attribute() : "";
        List<Directory.Entry> found =
            directory.search(
                searched.base(), searched.filter(), FilterTemplate.values(user, ""), attribute, 2);
        if (found.size() > 1) {
          throw new NamingException("two entries fit one user name; the filter has to be narrower");
        }
        yield found.isEmpty() ? null : found.getFirst();
      }
    };
  }

  private void bindAccount(Directory directory) throws NamingException {
    LdapOptions.Account account = options.account();
    if (account != null && !directory.bind(account.dn(), account.password().get())) {
      throw new NamingException("the account " + account.dn() + " is not let in");
    }
  }

  /** The user name as the directory has it. */
  private String own(Directory directory, Directory.Entry entry, String user)
      throws NamingException {
    List<String> names = entry.values();
    if (names.isEmpty()) {
      names = directory.read(entry.dn(), options.users().attribute());
    }
    if (names.isEmpty()) {
      throw new NamingException(
          "the attribute " + options.users().attribute() + " of a user cannot be read");
    }
    for (String name : names) {
      if (name.equals(user)) {
        return name;
      }
    }
    for (String name : names) {
      if (name.equalsIgnoreCase(user)) {
        return name;
      }
    }
    return names.getFirst();
  }

  private Set<String> groups(Directory directory, String user, String dn) throws NamingException {
    LdapOptions.Groups groups = options.groups();
    if (groups == null) {
      return Set.of();
    }
    bindAccount(directory);
    Set<String> names = new LinkedHashSet<>();
    directory
        .search(
            groups.base(),
            groups.filter(),
            FilterTemplate.values(user, dn),
            groups.attribute(),
            GROUPS)
        .forEach(group -> names.addAll(group.values()));
    return names;
  }

  private static Authentication bad(String words) {
    return new Authentication.Refused(ReasonCode.BAD_USER_NAME_OR_PASSWORD, words);
  }

  /** What JNDI says, whose messages end in a line break or U+0000 at times. */
  private static String reason(NamingException e) {
    String message = e.getMessage();
    Throwable cause = e.getCause();
    String words = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    String more =
        cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return (words + more).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
