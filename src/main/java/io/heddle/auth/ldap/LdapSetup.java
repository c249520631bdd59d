package io.heddle.auth.ldap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@link LdapOptions} before any file is read.
 *
 * @param connections at a time
 * @param account null when nobody needs to bind for a search
 * @param userDn how the entries of users are called; null when they are searched
 * @param users where users are searched
 * @param ownNames see {@link LdapOptions#ownNames}
 * @param groups null when nobody asks for them
 */
public record LdapSetup(
    URI url,
    boolean startTls,
    @Nullable Path trustFile,
    Duration timeout,
    int connections,
    @Nullable Account account,
    @Nullable String userDn,
    @Nullable Search users,
    boolean ownNames,
    @Nullable Search groups) {

  /** An account that searches. */
  public record Account(String dn, Path passwordFile) {}

  /**
   * A search.
   *
   * @param attribute of what is found
   */
  public record Search(String base, String filter, String attribute) {}
}
