package io.heddle.auth.ldap;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Which directory is asked, and for what.
 *
 * @param url for which {@link #problem} has nothing to say
 * @param startTls whether an {@code ldap} connection is secured before anything is said
 * @param trust whom a certificate has to come from, looked at for each connection; null for whom
 *     Java trusts
 * @param timeout for connecting, and for each answer
 * @param account that searches; null when nobody needs to bind for that
 * @param users how the entry of a user is found
 * @param ownNames whether a user is called as the directory spells it, and not as the client does:
 *     a directory takes {@code Alice} for {@code alice}, rules of access do not
 * @param groups null when nobody asks for them
 */
public record LdapOptions(
    URI url,
    boolean startTls,
    @Nullable Supplier<SSLContext> trust,
    Duration timeout,
    @Nullable Account account,
    Users users,
    boolean ownNames,
    @Nullable Groups groups) {

  /**
   * An account of Heddle's own.
   *
   * @param password as it is at each moment; not empty
   */
  public record Account(String dn, Supplier<byte[]> password) {}

  /** How the entry of a user is found. */
  public sealed interface Users {
    /** The attribute that holds the user name; empty when that cannot be told. */
    String attribute();
  }

  /** The entry has this name. */
  public record Named(DnTemplate dn) implements Users {
    @Override
    public String attribute() {
      return dn.attribute();
    }
  }

  /** The one entry below a base that a filter matches. */
  public record Searched(String base, FilterTemplate filter) implements Users {
    @Override
    public String attribute() {
      return filter.attribute();
    }
  }

  /**
   * Groups are entries below a base.
   *
   * @param attribute that holds the name of a group
   */
  public record Groups(String base, FilterTemplate filter, String attribute) {}

  /** What is wrong with an address, to be put behind it; empty when it is right. */
  public static String problem(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("ldap") && !scheme.equals("ldaps")) {
      return "begins neither with ldap:// nor with ldaps://";
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      return "has to be ldap://HOST or ldap://HOST:PORT";
    }
    boolean more = url.getRawQuery() != null || url.getRawFragment() != null;
    return more || !url.getRawPath().replace("/", "").isEmpty()
        ? "has something behind the host; a base has a setting of its own"
        : "";
  }

  boolean isLdaps() {
    return url.getScheme().equalsIgnoreCase("ldaps");
  }
}
